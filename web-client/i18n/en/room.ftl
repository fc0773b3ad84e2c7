### The room.

## Frame

room-people-here = { $count ->
    [one] { $count } participant
   *[other] { $count } participants
}
room-not-recorded = Not recorded
room-captions-kept = Captions are kept
room-locked = The door is locked
room-floor-held = The floor is being given
room-floor-held-words = The host is giving the floor now. Raise your hand when you want to say something.
room-floor-yours = You have the floor. Turn your microphone on.
room-tiles = Pictures of the participants
room-tools = Buttons of the evening
room-alone = You are the first one here. The others will come soon.
room-page = Page { $page } / { $pages }
room-page-previous = Previous pictures
room-page-next = Next pictures

## Tiles

tile-you = { $name } (you)
tile-microphone-off = Microphone: { $name }, off
tile-microphone-on = Microphone: { $name }, on
tile-microphone-blocked = Microphone: { $name }, blocked
tile-hand = Hand raised: { $name }
tile-reconnecting = The connection will be back in a moment…
tile-speaking = Speaking now: { $name }
tile-hidden = Hidden from you
tile-paused = Picture paused to keep the sound

## Toolbar

tool-microphone = Microphone
tool-microphone-on = Microphone on
tool-microphone-off = Microphone off
tool-microphone-blocked = Microphone: blocked by the host
tool-microphone-away = The microphone is away for a while
tool-microphone-starting = Microphone: connecting
tool-camera = Camera
tool-camera-on = Camera on
tool-sound-only = Sound only
tool-camera-off = Camera off
tool-camera-blocked = Camera: blocked by the host
tool-camera-away = The camera is away for a while
tool-camera-starting = Camera: connecting
tool-share = Share screen
tool-share-stop = Stop sharing
tool-hand = Raise hand
tool-hand-short = Hand
tool-hand-lower = Lower hand
tool-chat = Chat
tool-chat-unread = Chat, { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}
tool-people = People
tool-people-waiting = People, { $count ->
    [one] { $count } is waiting
   *[other] { $count } are waiting
}
tool-more = More
tool-leave = Leave

## More

more-title = More
more-view-grid = Show everybody equally large
more-view-speaker = Show the speaker large
more-settings = Settings
more-ask-staff = Message the host only
more-help = Help
more-shortcuts = Keyboard shortcuts
more-rules = Ground rules of the evening

leave-title = Are you leaving the evening?
leave-words = You can come back with the same link as long as the evening goes on.
leave-now = Leave
leave-quietly = Leave quietly
leave-quietly-hint = Leave quietly: the others are not told that you left.
leave-stay = Stay
end-evening = End the evening for everybody
end-evening-title = End the evening?
end-evening-words = The evening ends for everybody. The chat is closed and nobody can come back to the evening.
end-evening-confirm = End the evening

## Sound and connection

tap-to-hear = Tap to hear the others
speaking-while-off = You are speaking, but your microphone is off. The others do not hear you.
reconnecting = Connection lost. Reconnecting…
reconnecting-media-on = Connection lost. Reconnecting… Sound and picture go on for a moment.
reconnecting-media-off = Connection lost. Reconnecting… The others do not hear or see you now.
reconnected = The connection is back.
media-connecting = Connecting sound and picture…
media-lost = Sound and picture were lost. Reconnecting…
media-failed = Sound and picture cannot be connected. You can still write in the chat. Try another network or call the organizer.
weak-line = Your connection is weak. Pictures are paused so that you can hear.
sound-only-hint = Pictures off, sound stays: saves the connection
sound-only-words = You hear the sound only. No pictures are fetched or sent.
sound-only-end = Show pictures

## Stage

stage-shared = { $name } is sharing a screen
stage-yours = You are sharing your screen. The others see it.
stage-waiting = The stage is opening…
stage-name = Stage

## Chat

chat-title = Chat
chat-to = To
chat-everyone = To everybody
chat-staff = Message the host only
chat-staff-with = Only the hosts and { $name }
chat-staff-hint = Only you, the host, the business advisors and the organizer see this.
chat-staff-with-hint = Only { $name } and the hosts, advisors and organizer see this.
chat-empty = There are no messages yet. Feel free to say hello.
chat-empty-staff = You can ask or tell anything. The other participants do not see this.
chat-write = Write a message
chat-send = Send
chat-you = You
chat-earlier = Show earlier messages
chat-sending = Sending…
chat-failed = The message was not sent.
chat-retry = Send again
chat-discard = Discard the draft
chat-delete = Delete the message
chat-delete-title = Delete the message?
chat-delete-words = The words of the message disappear for everybody.
chat-deleted = The message has been deleted.
chat-react = React to the message
chat-announce = { $name }: { $text }
chat-announce-staff = Private message, { $name }: { $text }
chat-everyone-from-group = You can write to everyone again once you are back in the common room.
chat-group-hint = Only your group reads this. Messages are encrypted and vanish when the group ends.
chat-empty-group = Here you can write to your own group only.
chat-closed-words = This message can no longer be opened: it was written before you reloaded the page.
chat-announce-group = In the group, { $name }: { $text }
reaction-heart = Heart
reaction-thanks = Thank you
reaction-applause = Applause
reaction-hug = Hug
reaction-same = Same here
reaction-count = { $reaction }, { $count }

## People

people-title = People
people-here = Here ({ $count })
people-hands = Raised hands
people-waiting = Waiting to come in
people-waiting-since = waiting since { $clock }
people-link-had-removal = Somebody with the same link was removed earlier.
people-menu = Actions: { $name }
people-recognised = known member
people-cannot-hear = Cannot hear
people-cannot-hear-tap = Cannot hear yet: the browser waits for a tap
people-cannot-speak = Cannot speak
people-cannot-speak-denied = Cannot speak: no permission for the microphone
people-without-microphone = Without microphone
people-hand-order = Order { $order }
people-has-floor = Has the floor
people-reports = Reports
people-report-by = From: { $by }. About: { $about }.
people-everyone = The whole evening

admit = Admit
deny = Deny
admit-all = Admit everybody
lobby-write = Message to those who wait
lobby-write-send = Send to those who wait
lobby-written = The message was sent to those who wait.
knock-banner = { $count ->
    [one] { $name } is waiting to come in
   *[other] { $name } and { $more } more are waiting to come in
}
knock-show = Show

action-mute = Mute
action-block = Block the microphone
action-unblock = Allow the microphone
action-camera-stop = Stop the camera
action-camera-block = Block the camera
action-camera-unblock = Allow the camera
action-screen-stop = Stop the screen share
action-screen-block = Block screen sharing
action-screen-unblock = Allow screen sharing
action-invite = Ask to speak
action-give-floor = Give the floor
action-take-floor = Take the floor back
action-lower-hand = Lower the hand
action-write = Write privately
action-role = Role
action-role-to = Give the role: { $role }
action-hide = Hide from me
action-show = Show to me again
action-report = Tell the host
action-remove = Remove from the evening
remove-title = Remove { $name } from the evening?
remove-words = They cannot come back to this evening.
hold-floor = Give the floor one by one
hold-floor-hint = Only the hosts and those you give the floor to may speak.
mute-all = Mute everybody
lock-room = Lock the door

## Reporting and help

report-title = Tell the host: { $name }
report-words = Only the host, the advisors and the organizer see this. { $name } is not told.
report-what = What happened (optional)
report-send = Send
report-sent = Thank you. The host has your message.

help-title = Help
help-hear = I do not hear the others
help-hear-words = Check the volume of your device and your headphones. Try the speaker in the settings. Tap the page once.
help-speak = The others do not hear me
help-speak-words = See that your microphone is on. If the bar in the settings does not move, choose another microphone.
help-picture = The picture stutters
help-picture-words = Close your own camera and other programs. The connection is better closer to the router.
help-staff = You can also write to the host only.
shortcut-microphone = Microphone on or off
shortcut-camera = Camera on or off
shortcut-hand = Raise or lower your hand
shortcut-chat = Open or close the chat
shortcut-people = Open or close the people
shortcut-view = Change how pictures are shown

## Settings

settings-title = Settings
settings-devices = Picture and sound
settings-look = Language and look
settings-theme = Look
theme-system = As the device
theme-light = Light
theme-dark = Dark
settings-knock-sound = Play a sound when somebody is waiting to come in
settings-shortcuts = Use keyboard shortcuts
connection-round-trip = Delay
connection-loss-in = Missing of what comes in
connection-loss-out = Missing of what goes out
connection-in = Coming in
connection-out = Going out
connection-path = Path
connection-title = Your connection
connection-is-unknown = The connection is being measured. One moment.
connection-is-good = Your connection is good. The others hear you and you hear them.
connection-is-weak = Your connection is weak. Sound may break up and pictures may stop.
connection-is-lost = The connection is lost. Reconnecting.
connection-weak = Your connection is weak. Sound may break up.
connection-what-helps = What helps?
connection-advice = These may help:
connection-advice-camera = Turn your camera off. Sound needs only a little.
connection-advice-place = Move closer to the router or to a window.
connection-advice-others = Close other programs and downloads, also on other devices in the same network.
connection-advice-network = Try another network, for example the one your phone can share.
connection-numbers = In numbers
connection-percent = { $percent } %
connection-concealed = Mended sound
connection-frozen = Picture stood still
connection-path-udp = direct (UDP)
connection-path-tcp = direct (TCP)
connection-path-relay = by a relay (TURN)
line-weak = Weak connection
line-lost = Connection lost

## Announcements for those who do not see the screen

said-joined = Came in: { $name }
said-left = Left: { $name }
said-lost = Connection lost: { $name }
said-removed = Removed from the evening: { $name }
said-knocked = Waiting to come in: { $name }
said-hand = Hand raised: { $name }
said-stage = { $name } started sharing a screen
said-stage-over = The screen share is over

## Notices

notice-muted-microphone = The host muted your microphone. You can turn it on yourself when you want to speak.
notice-muted-camera = The host turned your camera off. You can turn it on yourself.
notice-muted-screen = The host stopped your screen share.
notice-blocked-microphone = The host has blocked your microphone for now. You can write in the chat.
notice-blocked-camera = The host has blocked your camera for now.
notice-blocked-screen = The host has blocked your screen share for now.
notice-unblocked-microphone = You can turn your microphone on again.
notice-unblocked-camera = You can turn your camera on again.
notice-unblocked-screen = You can share your screen again.
notice-invited = The host invites you to speak.
notice-invited-open = Turn the microphone on
notice-floor-taken = The floor is being given now, so your microphone is off. Raise your hand when you want to speak.
notice-role = Your role is now { $role }.
notice-hidden = { $name } is now hidden from you. The others are not told.
notice-screen-ended = The screen share is over.
notice-report = New report. From: { $by }. About: { $about }. { $text }

## End-to-end encrypted talk

sealed-title = End-to-end encrypted
sealed-agreeing = Encryption is being agreed on. For a moment nothing is heard or seen.
sealed-doubted = The encryption is not in order: somebody may sit in between. Nothing is sent from you. Load the page again and tell the host.
sealed-protects = Only those who are here with you can open sound and picture. The server passes them on but can neither listen nor watch.
sealed-compare = Read these numbers aloud. If everybody has the same, nobody sits in between.
sealed-changes = The numbers change whenever somebody comes or goes.
sealed-readable = The server still sees who is here and who speaks, and the messages written to everybody.
sealed-limits = Encryption does not help if whoever runs the server alters this page, and keeps nobody from recording their own screen.
