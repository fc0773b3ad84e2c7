### Forms: what is missing, what was kept, what two people have changed.

asking = One moment…
save = Save
saving = Saving…
saved = Saved
optional = (optional)
yes = Yes
no = No
remove = Remove
skip-to-content = Skip to the content

both-title = Somebody else changed this at the same time
both-merged = Their changes are here now, and yours are kept on this page. Check and save.
both-words = You both changed the same thing. Yours is in the form now. Choose which one stays, and save.
both-theirs = What is saved:
both-mine = What you wrote:
both-take-theirs = Take the saved one

form-name-missing = Write a name.
form-title-missing = Write a title.
form-address-missing = Write a telephone number, an e-mail address or a web address.
form-email-missing = Write an e-mail address, for example aino@example.fi.
form-language-missing = Choose at least one language.
form-scope-missing = Choose at least one.
form-url-missing = Write an address that begins with https://.
form-date-missing = Choose a day.
form-clock-missing = Choose a time.
form-until-before = The last day is before the first. Choose a later day, or leave it empty.
form-file-too-large = The file is too large. It may be at most { $megabytes } megabytes.
form-signed-out = You are no longer signed in. What you wrote is kept. Sign in and try again.
form-not-found = This is no longer there. Somebody may have removed it.
form-version-stale = Somebody else changed this at the same time. Reload the page. What you wrote is kept.
form-passkey-not-used = The passkey was not used. You can try again or ask for a link by e-mail.
form-passkey-there-already = This device has a passkey already.

evening-programme = Programme
