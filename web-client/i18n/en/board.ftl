### The guidance board: support schemes, as people read them and as advisors write them.

board-title = Support schemes
board-search = Search support schemes
board-found = { $count ->
    [0] No support schemes were found.
    [one] { $count } support scheme
   *[other] { $count } support schemes
}
scheme-until = Deadline: { $when }
scheme-over = The deadline was { $when }
scheme-open = Open all the time
scheme-amount = How much
scheme-steps = How to apply
scheme-apply = I am applying for this
scheme-applying = You are applying for this support
scheme-apply-words = Only you can see this mark.
scheme-apply-reminders = If your reminders are on, you get them by email a week and a day before the deadline.

## For whoever writes the board

section-schemes = Support
schemes-words = Support schemes that members read about on their own page, and that you can show in an evening.
schemes-none-title = There are no support schemes on the board yet
schemes-none-words = Write what can be applied for, for whom it is and how to apply. You see the draft before you publish it.
scheme-new = New support scheme
scheme-state-draft = Draft
scheme-state-published = Published
scheme-for-all = also for others than members
scheme-to-be-checked = To be checked
scheme-check-words = The day to check this has come. See whether it still holds, and choose a new day.
scheme-changed = Changed { $day }
scheme-in-language = Texts: { $language }
scheme-name = Name of the support
scheme-text = What it is
scheme-text-hint = A couple of sentences, in your own words. The beginning is shown in an evening.
scheme-for-whom = For whom
scheme-steps-hint = One step a line.
scheme-links = Links
scheme-links-hint = One link a line: a name and an address that begins with https://.
scheme-deadline = Last day to apply
scheme-deadline-hint = Leave it empty if it is open all the time.
scheme-deadline-clock = Time
scheme-review = Check at the latest
scheme-review-hint = On that day the board reminds you that the details should be checked.
scheme-state = Who sees this
scheme-choose-draft = Draft: only advisors and organizers
scheme-choose-published = Published: the network’s members
scheme-public = Once published, for everybody
scheme-public-hint = It is then also shown on the network’s public page.
scheme-remove = Remove the support scheme
scheme-remove-title = Remove the support scheme?
scheme-remove-words = { $name } disappears from the board with its files. This cannot be undone.

## On the stage

present-board-words = Choose a support scheme for everybody to see.
present-card-by-hand = Write the card yourself
