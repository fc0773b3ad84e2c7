### Small groups, rounds and what else people do for each other.

done = Done
minutes = { $count } min
minutes-and-half = { $count }.5 min
seconds = { $count } s
time-left = { $minutes }:{ $seconds }
time-left-label = Time left { $minutes } min { $seconds } s

## A group, as its members see it

group = Small group { $number }
group-with-topic = Small group { $number }: { $topic }
group-private = There are { $count } of you here. Nobody else hears or sees you.
group-assigned = { $group } is waiting for you.
group-enter = Go to the group
group-leave = Back to the common room
group-call-moderator = Ask a host to come
group-moderator-called = A host has been asked
group-called-back = The group ends soon. Say what is still unsaid.
group-one-more-minute = One more minute
group-calls = { $group } asks a host to come.
visit-announced = { $name } will come into the group in a moment.
side-talk = A talk between two
side-talk-leave = Back to the others

action-side-talk = Invite to a talk between two
side-talk-asked = { $name } would like to talk with you, just the two of you.
side-talk-waiting = Waiting for an answer: { $name }
side-talk-accept = Let us talk
side-talk-decline = Not now

topics-choose = What would you like to talk about in a small group?
topics-chosen = You chose the topic: { $topic }
topics-open = Choose a topic
topics-change = Change the topic
topics-title = The group's topic
topics-words = Choose what you would like to talk about. The host makes the groups by topic.

## Arranging groups

more-groups = Small groups
groups-title = Small groups
groups-words = Put people into small groups. What is said in a group stays in the group.
groups-how = How to divide
groups-way-size = By the size of a group
groups-way-number = By the number of groups
groups-way-mixed = So that people meet somebody new
groups-way-topic = By a topic that everybody chooses
groups-size = Size of a group
groups-number = Number of groups
groups-arrange = Divide
groups-topics = Topics, one on a line
groups-offer-topics = Let people choose a topic
groups-topics-chosen = Chosen topics
groups-planned = The groups before they open
groups-move-hint = Move a name to another group by dragging it, or by choosing the group beside the name.
groups-move = Group: { $name }
groups-new = New group
groups-new-hint = Drag a name here.
groups-none = No group
groups-left = Without a group, staying in the common room
groups-time = Time
groups-no-time = No time limit
groups-open = Open the groups
groups-elsewhere = not in the group
groups-calls = Asks a host to come
groups-visit = Visit the group
groups-visit-hint = The group is told that you are coming before you hear or see anybody.
groups-message = Message to all groups
groups-message-send = Send to all groups
groups-message-sent = The message was sent to everybody.
groups-timer = Time from now on
groups-timer-set = Set the time
groups-call-back = Call back in a minute
groups-close-now = End the groups at once

## Rounds

more-round = Start a round
round-title = Round
round-enforced-short = the others are silent
round-your-turn = Your turn
round-speaks = { $name } has the word
round-time-over = The time is up. Finish the sentence in peace.
round-then = Next:
round-queue = The order of speakers
round-left = Have not spoken yet
round-last = This is the last turn of the round.
round-paused = The round is paused
round-paused-left = Paused, left { $minutes }:{ $seconds }
round-choosing = { $name } chooses the next speaker
round-choose-yours = Choose the next speaker
round-choosing-host = The host chooses the next speaker
round-nominate = Give the word: { $name }
round-done = I am done
round-pass = I pass
round-later = Come back to me at the end
round-after-all = I want to speak after all
round-leading = Leading the round
round-pause = Pause
round-resume = Go on
round-skip = Next
round-end = End the round
round-start-title = Start a round
round-start-words = Everybody gets the same time to speak. One may always pass.
round-order = Order
round-order-random = Drawn by lot
round-order-least-spoken = Those who have spoken least come first
round-order-roster = In the order of arrival
round-order-nomination = Everybody chooses the next one
round-first = Who begins
round-seconds = Time for each speaker
round-enforced = The others' microphones are off while somebody speaks
round-start = Start the round
speaking-time = Has spoken { $minutes } min { $seconds } s
people-elsewhere = In small groups ({ $count })

## How people feel

mood-ask-door = How are you as you come in today?
mood-ask-end = How are you as you leave?
mood-heavy = Heavy
mood-low = A little low
mood-even = In between
mood-light = Good
mood-bright = Very good
mood-skip = No answer
mood-anonymous = Answers are anonymous. Nobody sees what you answered.
mood-thanks = Thank you for your answer.
mood-result-door = How we came in
mood-result-end = How we leave
mood-too-few = There were fewer than five answers, so they are shown to nobody.
mood-result-heavy = Many are having a hard time. You are not alone. There is help.
more-mood = Mood and support
mood-host-words = Everybody answers with one tap and anonymously, or does not. The sum is shown once to all, if there are at least five answers.
mood-host-door = Coming in
mood-host-door-words = Those who wait at the door are asked too.
mood-host-end = Leaving
mood-host-end-words = Ask when the evening comes to its end.
mood-host-told = The answers have been shown. The same is not asked again.
mood-host-open = Ask how people feel
mood-host-close = End the question and show the sum

## Whom to turn to

contacts-open = If it is heavy
contacts-title = If it is heavy
contacts-words = You are not alone. These you can call or write to. Nobody at the evening sees that you looked here.
contacts-none = The organizer has added no other contacts. You can also write to the host only.
contacts-emergency = In an emergency, call:
help-offer-title = Offer support
help-offer-words = Everybody sees a quiet message that opens the contacts. Nobody has to answer.
help-offer = Offer support to all
notice-help-offered = If the evening felt heavy, you are not alone. Here you find whom you can call.

## Notices

notice-placed-groups-opened = You are in a small group now. What is said here stays here.
notice-placed-moved = The host moved you to another place.
notice-placed-group-closed = The small groups are over. You are in the common room again.
notice-placed-side-talk = It is just the two of you now.
notice-placed-side-talk-over = The talk between two is over.
notice-side-talk-declined = { $name } has no time for a talk between two just now.
notice-groups-message = { $name }: { $text }
notice-not-placed = You stay in the common room, because your browser cannot protect what is said in a group. Try a newer browser.
said-called-back = The group ends soon.
said-visit = { $name } will come into the group in a moment.
said-here = Came into this place: { $name }
said-not-here = Left this place: { $name }
