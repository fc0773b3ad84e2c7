### What the server answers when something on the organizer’s side could not be done.

api-not-signed-in = You are not signed in, or your sign-in has expired. Sign in again.
api-forbidden = You may not do this. Ask the organizer to do it.
api-scope-missing = This program key lacks the right { $scope }.
api-origin-foreign = The request came from another site. Open this service’s own page and do the same there.
api-sign-in-unknown = This sign-in link has been used or has expired. Ask for a new one.
api-passkey-refused = The passkey could not be checked. Try again or sign in with a link.
api-passkey-unavailable = A passkey cannot be used at this address. Sign in with a link.
api-mail-impossible = The message cannot be sent: the server has no mail set up, or the person has no address.
api-too-many-requests = Too many attempts. Wait a moment and try again.
api-not-found = This cannot be found. It may have been removed.
api-method-not-allowed = This cannot be done here.
api-request-malformed = The request was not understood. Reload the page and try once more.
api-body-too-large = You sent too much at once. At most { $max } bytes fit.
api-media-type = This kind of file cannot be used here.
api-version-needed = The change could not be saved. Reload the page and try once more.
api-stale = Somebody else has changed the same thing. Nothing is lost: look at the new content and save again.
api-idempotency-key-reused = The same submission came twice with different content. Reload the page and try once more.
api-idempotency-key-invalid = The submission’s key cannot be used. Reload the page and try once more.
api-value-empty = This must not be empty: { $field }.
api-value-too-long = The text is too long. { $field } takes { $max } characters.
api-value-invalid = { $field } holds something that cannot be used. Check it.
api-value-out-of-range = The number in { $field } must be { $min }–{ $max }.
api-email-invalid = The mail address cannot be used. Check its spelling.
api-slug-taken = Another network has this short name already. Choose another.
api-list-full = There are { $max } already. Remove one first.
api-last-organizer = A network needs an organizer. Add another organizer first.
api-picture-too-large = The picture is too large. At most { $max } bytes will do.
api-picture-too-wide = The picture has too many pixels. Width and height may be { $max } at most.
api-picture-is-svg = An SVG picture cannot be used. Save the picture as PNG or JPEG.
api-picture-unreadable = The picture could not be read. Use a PNG, JPEG or WebP picture.
api-table-no-name = The table has no column for the business. Call it business in the first line.
api-table-empty = The table has no line that can be read.
api-table-too-long = The table has too many lines. At most { $max } fit at once.
api-table-lines-wrong = Nothing was imported, because the table needs correcting: { $lines ->
    [one] { $lines } place
   *[other] { $lines } places
}.
api-table-line-twice = The same stands in line { $first } already. Remove one of them.
api-time-malformed = { $field } must be a day and a time of day.
api-time-zone-unknown = This time zone is not known. Write it like this: Europe/Helsinki.
api-rule-malformed = The rule of recurrence could not be understood. Please check it.
api-rule-unsupported = Evenings can recur daily, weekly, monthly or yearly, at most once a day.
api-rule-never-happens = No evening comes of this rule. Check the days and the last day.
api-evening-over = The evening is over or cancelled, so it cannot be changed any more. You can copy it to a new evening.
api-scheme-unfinished = Write at least a name and what the support is. Then the scheme can be published.
api-contact-missing = Write an email address or a telephone number that the advisor can use.
api-consent-needed = The wording of the consent has changed, or was not agreed to yet. Read it and tick the box.
api-no-advisor = The network has no business advisor now. Ask the organizer.
api-encryption-fixed = The doors are open, so encryption cannot be changed any more. You can make a new evening.
api-captions-fixed = The doors are open, so whether captions are kept cannot be changed any more. You can erase kept captions right after the evening.
api-captions-kept-encrypted = Captions of an encrypted evening cannot be kept. Choose one of the two: encryption, or keeping the captions.
api-evening-not-over = This is possible once the evening is over. Try again after the evening.
api-mail-off = This server sends no mail. Ask whoever runs it to set mail up.
api-webhook-address = Nothing can be sent to this address. Use a public one that begins with https://.
api-server-fault = The service has a fault. Try again in a moment.
