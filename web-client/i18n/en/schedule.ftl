### Evenings, series of them, invitations, and the board.

## The calendar

evenings-words = Plan one evening, or a series that comes again by itself.
evenings-none-title = No evenings are planned yet
evenings-none-words = Many networks meet at the same time of the week. Begin with that.
evenings-coming = Coming evenings
evenings-no-coming = There are no coming evenings.
evenings-past = Past evenings ({ $count })
series-title = Series
evening-new = New evening
evening-title = Title
evening-title-hint = For example Evening together, or Applying for support
evening-date = Day
evening-clock = Time
evening-length = Length
evening-doors = The doors open
evening-doors-before = { $count ->
    [0] when it begins
   *[other] { $count } min before
}
length-minutes = { $minutes } min
length-hours = { $hours } h
length-both = { $hours } h { $minutes } min
evening-more = Programme, place and advisor
evening-programme-hint = What happens in the evening. Goes into the invitation.
evening-place = Place
evening-place-hint = If some sit in the same room.
evening-advisor = Business advisor
evening-advisor-none = Not invited
evening-encrypted = The whole evening end-to-end encrypted
evening-encrypted-hint = Old browsers cannot come in. Small groups are always encrypted.
evening-captions-kept = Keep the captions of the captioner
evening-captions-kept-hint = They can be read after the evening on the same page as the other material. Everybody is told that they are kept. Captions of an encrypted evening and of small groups are never kept.
evening-captions-not = Captions of an encrypted evening cannot be kept.
evening-make = Plan the evening
series-make = Plan the evenings

## How it comes again

again-title = Does it come again
again-once = Only once
again-weekly = Every { $weekday }
again-biweekly = Every other { $weekday }
again-monthly-1 = The first { $weekday } of the month
again-monthly-2 = The second { $weekday } of the month
again-monthly-3 = The third { $weekday } of the month
again-monthly-4 = The fourth { $weekday } of the month
again-monthly-last = The last { $weekday } of the month
again-other = A rule of its own ({ $rule })
again-until = { $again }, until { $day }
again-end = Last day
again-end-hint = Leave empty if you go on for now.
again-first = The evenings: { $days }…
weekday-mo = Monday
weekday-tu = Tuesday
weekday-we = Wednesday
weekday-th = Thursday
weekday-fr = Friday
weekday-sa = Saturday
weekday-su = Sunday
weekday-the-mo = Monday
weekday-the-tu = Tuesday
weekday-the-we = Wednesday
weekday-the-th = Thursday
weekday-the-fr = Friday
weekday-the-sa = Saturday
weekday-the-su = Sunday

## A series

series-exceptions-words = If one evening moves or is left out, change only that one. The others stay as they are.
series-edit = Change the series
series-edit-words = The change holds for all coming evenings.
series-change-tells = Those invited are told. The series now begins on { $day }.
series-remove = End the series
series-remove-title = End the series: { $title }?
series-remove-words = Coming evenings are cancelled and those invited are told. Past evenings stay.

## One evening

evening-state-scheduled = Planned
evening-state-doors-open = Doors open
evening-state-live = Going on
evening-state-ended = Over
evening-state-cancelled = Cancelled
evening-of-series = Part of a series
evening-edit = Change or move
evening-edit-one = The change holds for this evening only.
evening-change-tells = Those invited are told about the change by e-mail.
evening-copy = Copy to a new one
evening-cancel = Cancel the evening
evening-cancel-title = Cancel the evening?
evening-cancel-words = { $title }, { $when }. Those invited are told by e-mail.
invitations-title = Invitations
invitations-none = Nobody has been invited to this evening yet.
invitations-send = Send the invitations
invitations-send-more = Invite new members
invitations-sent = { $count ->
    [one] The invitation went to one person.
   *[other] The invitation went to { $count } people.
}
invitations-nobody = Everybody who has an e-mail address is invited already.
invitations-words = The invitation goes to those who have an e-mail address. It brings their own link, a calendar entry and buttons to answer. A reminder goes a day and an hour before.
invitation-bounced = The message came back. Check the address.
rsvp-counts = Coming { $yes }, cannot { $no }, invited { $invited }
rsvp-is-yes = coming
rsvp-is-no = cannot
rsvp-is-maybe = maybe
rsvp-is-none = no answer
attendance-title = Who was there
attendance-none = Nobody has put themselves on the list.
attendance-count = { $count ->
    [one] { $count } participant
   *[other] { $count } participants
}
attendance-until = Those who agreed to it are on the list. It is removed on { $day }.
evening-feedback-title = Feedback
evening-feedback-words = Anonymous words after the evening.
evening-feedback-none = There is no feedback.

## The board

announcements-words = Announcements are shown on the members' own pages, and those of a day go to them in one message.
announcements-none-title = No announcements yet
announcements-none-words = Tell for example which support can be applied for now, or what was said in the last evening.
announcements-feed = The announcements as a feed
announcement-new = New announcement
announcement-title = Title
announcement-text = Text
announcement-text-hint = Web addresses become links.
announcement-public = Show on the network's public page, too
announcement-public-hint = Otherwise only members see it, on their own pages.
announcement-publish = Publish
announcement-remove = Remove the announcement
announcement-remove-title = Remove the announcement?
announcement-remove-words = { $title } is no longer shown to anybody. Mail that was sent cannot be taken back.
attachments-title = Attachments
attachment-add = Add an attachment
attachment-hint = PDF, PNG, JPEG or text, at most 4 megabytes.
attachment-remove = Remove: { $name }

## What was added to evenings

series-invite = Invitations go out by themselves
series-invite-week = a week before the evening
series-invite-days = { $count } days before the evening
series-invite-never = they do not
series-invite-hint = Everybody with an e-mail address is invited. You can also send invitations yourself.
evening-clock-skips = The clocks are put forward that night, and the time does not exist. The evening is an hour later.
summary-title = Message after the evening
summary-text = What was said in the evening
summary-hint = Goes to those invited after the evening. Write only what can be told to all: advice, links, the next evening.
captions-erase-title = Kept captions
captions-erase-words = The captions can be read on the evening's page. They are erased by themselves at the same time as the evening's chat.
captions-erase = Erase the captions
captions-erase-sure = The captions are erased at once, for everybody. There is no way to get them back.
invitations-unreachable = { $count ->
    [one] One has no e-mail address: give them the link yourself.
   *[other] { $count } have no e-mail address: give them the link yourself.
}
evening-feedback-given = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
evening-feedback-few = Answers are shown once there are at least three, so that nobody is given away.
evening-feedback-question-few = Fewer than three answered this question, so the answers are not shown.
evening-feedback-useful = Did people take something along (1–5)
evening-feedback-ease = Was it easy to be there (1–5)
evening-feedback-grade = Grade { $grade }
evening-feedback-wishes = Wishes

## Mail

post-title = E-mail
post-off = This server sends no mail. Give everybody their own link yourself, by text message for example, or ask whoever runs the server to switch mail on.
post-fine = Messages go out as they should.
post-waiting = { $count ->
    [one] One message is waiting.
   *[other] { $count } messages are waiting.
}
post-lost = These messages did not arrive. Check the addresses.
announcement-mail = Send by e-mail, too
announcement-mail-hint = Announcements of one day come in one message.
attendance-devices = { $count ->
    [one] { $count } device was
   *[other] { $count } devices were
} there.

## One date of a series, an invitation once more

date-move = Move
date-move-this = Move the evening { $day }
date-cancel = Cancel
date-cancel-this = Cancel the evening { $day }
evening-edited = Moved or changed
invite-again = Send again
invite-again-to = Send again: { $name }
invite-again-done = The invitation is sent again: { $name }

## Feedback over time, and what is left

feedback-over-time = Feedback over time
feedback-over-time-words = Means of the evenings where at least three people answered the question. The newest is on the right.
feedback-as-table = The same as a table
feedback-evening = Evening
feedback-answers = Answers
feedback-too-few = too few
evening-left = What is left of the evening
