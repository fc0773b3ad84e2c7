### Mails. The server writes them; see server/src/mail/letters.rs.

mail-weekday-1 = Mon
mail-weekday-2 = Tue
mail-weekday-3 = Wed
mail-weekday-4 = Thu
mail-weekday-5 = Fri
mail-weekday-6 = Sat
mail-weekday-7 = Sun
mail-day = { $weekday } { $day }.{ $month }.{ $year }
mail-when = { $date } at { $hour }:{ $minute }

mail-hello = Hello { $name }
mail-time = Time
mail-place = Place
mail-place-online = Online
mail-advisor = Business advisor
mail-programme = Programme
mail-from-network = From: { $network }. You get this message because you have been added to the network.

## Invitations

mail-invitation-subject = Invitation: { $title }, { $when }
mail-invitation-words = You are invited to an evening. Come as you are, also without a camera.
mail-answer-button = Answer the invitation
mail-answer-words = One press is enough. You need no account.
mail-answer-change = Change your answer
mail-join-button = Come to the evening
mail-join-words = The door opens { $when }. The link is for you alone, do not pass it on.
mail-update-subject = Change: { $title }, { $when }
mail-update-words = Something about the evening has changed. Here is what holds now.
mail-cancellation-subject = Cancelled: { $title }, { $when }
mail-cancellation-words = The evening is cancelled. You need not do anything.

## Before and after

mail-reminder-day-subject = Tomorrow: { $title }
mail-reminder-hour-subject = In an hour: { $title }
mail-reminder-words = The evening is near. Welcome.
mail-summary-subject = Thank you for the evening: { $title }
mail-summary-words = Thank you for being there.
mail-summary-button = Material and answers of the evening
mail-summary-next = The next evening

## Announcements

mail-digest-subject = News: { $network }
mail-digest-words = This was told since the last message.
mail-digest-button = Open the announcements
mail-digest-stop = If you do not want announcements by e-mail, you can stop them on your own page.

## Ways in

mail-sign-in-subject = Your sign-in link
mail-sign-in-words = Open the link and confirm that you want to sign in. The link works once and is valid for { $minutes } minutes.
mail-sign-in-button = Sign in
mail-sign-in-other = If you did not ask for this message, you can delete it.
mail-personal-link-subject = Your own link: { $network }
mail-personal-link-words = This link takes you to your own page and to the evenings of the network. It is for you alone, do not pass it on.
mail-personal-link-button = Open your own page

## The board and contact requests

mail-deadline-title = Deadline: { $name }
mail-deadline-subject = Reminder: the deadline is { $when }
mail-deadline-words = You have marked that you are applying for this support. The deadline is near.
mail-deadline-when = Deadline
mail-deadline-stop = Only you can see your mark. If you are no longer applying, remove it on your own page. You can stop reminders there as well.
mail-contact-subject = New contact request: { $network }
mail-contact-words = Somebody would like a business advisor to get in touch. Sign in to see who it is and what it is about.
mail-contact-button = Open the requests
# Another wording is another version: see server/src/contact.rs.
mail-contact-consent = A business advisor of the network { $network } may contact me about this. Only the network’s business advisors see my name, my contact details and my message. I can take the request back at any time, and it is then erased at once. Otherwise it is erased by itself: { $done } days after the matter is done, and at the latest { $made } days after it was sent.
