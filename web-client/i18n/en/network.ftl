### A network's public page, a member's own page, the answer to an invitation.

page-problem-title = The page did not open
network-invites = The evening opens from the link that the organizer sends. If you would like to join, get in touch with the organizer.
network-evenings = Coming evenings
network-no-evenings = The next evening has not been planned yet.
network-calendar = The evenings in your own calendar
network-privacy = How your data is handled

## A member's own page

me-hello = Hello { $name }
me-to-evening = Go to the evening
me-to-evening-words = Your link is personal: you come in without waiting. Do not share it with others.
me-calendar = Take the evenings to your own calendar
me-calendar-words = This address is yours. Your calendar fetches the evenings from it. If you make a new address, the old one stops working.
me-calendar-open = Open in the calendar
me-calendar-copy = Copy the address
me-answer = Are you coming to the evening: { $title }
me-board = Announcements
me-card = Present your business
me-card-words = Others in the evening see this when they open your name. Write only what you want to tell.
card-does = What I do
card-does-hint = In your own words. Small is enough.
card-needs = What I need
card-needs-hint = Help, customers, a room, company at a fair – anything.
card-offers = What I offer to others
card-offers-hint = Where you could help another entrepreneur.
card-language = The language of your messages
card-picture = Picture
card-picture-hint = Of you, your work or your logo. PNG, JPEG or WebP, at most 3 megabytes.
card-picture-remove = Remove the picture

## The answer to an invitation

rsvp-question = { $name }, are you coming?
rsvp-yes = I am coming
rsvp-maybe = Maybe
rsvp-no = I cannot
rsvp-thanks-yes = Thank you. Good that you are coming.
rsvp-thanks-maybe = Thank you. You may come even if you decide on the same evening.
rsvp-thanks-no = Thank you for telling. Perhaps next time.
rsvp-change = You can change your answer on this page until the evening begins.
rsvp-cancelled = This evening is cancelled.
rsvp-over = This evening is over.

## Mail, and a feed

me-mail = E-mail
me-mail-reminders = Reminders of evenings (a day and an hour before) and of deadlines
me-mail-digest = Announcements
network-feed = The announcements as a feed

## Answers that are kept

answers-title = Questions and answers
answers-words = Asked in the evenings, answered by the advisors.
answers-search = Search the answers
answers-found = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
answers-by = Answered by { $name }, { $evening }
answers-edit = Change
answers-take-down = Remove from the page
answers-question = Question
answers-answer = Answer
answers-audience = For whom
answers-everybody = For everybody
answers-members = For the people of the network only

## What is left of an evening

after-materials = Material
after-pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
after-save = Save { $title }
after-save-short = Save
after-links = Links that were shared
after-answers = Questions that were answered
after-captions = Captions
after-captions-read = Read
after-captions-read-all = Read the captions: { $language }
after-captions-hide = Hide
after-captions-hide-all = Hide the captions: { $language }
after-captions-text = Save as text
after-captions-text-all = Save as text: { $language }
after-captions-vtt = Save as video captions (WebVTT)
after-captions-vtt-all = Save as video captions (WebVTT): { $language }
after-captions-words = A captioner wrote this during the evening. There may be mistakes in it.
after-spoken = Answered in the evening, aloud.
after-next = The next evening
after-encrypted = The evening was end-to-end encrypted. Nothing that was said, written or shown in it is here.
after-empty = Nothing was left from this evening.
