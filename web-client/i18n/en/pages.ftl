### The pages before and after the room.

## The evening

help-call = For help, call:
not-recorded = The evening is not recorded. This service has no recording.
not-recorded-screen = We still cannot keep anybody from filming their own screen. We ask you: do not film the others.
not-recorded-sound = Sound and pictures are not recorded. This service has no recording.
not-recorded-captions = What the captioner writes is kept and can be read after the evening. Nothing of what is said in small groups is kept.
loading = One moment, opening the door…

## Front page

front-title = Welcome to the evening
front-words = Koronailta is an evening of entrepreneurs, held online. You get in with the link that the organizer sent you.
front-how = Open the link in your message. There is nothing to install, and you need no account.
front-no-link = No link? Ask the organizer of your network for it.

## A link that does not open

problem-title = The door did not open
problem-title-early = You are early
problem-title-ended = The evening is over
problem-early-words = You can leave this page open. It opens when the doors do.
problem-code = If you call the organizer, you can mention this: { $code }

## Check page

check-hello = Welcome
check-as-role = You are joining as: { $role }
check-see-title = Picture and sound
check-who-title = Who are you?
check-name = Your name
check-name-hint = The others see this name. A nickname is fine too.
check-name-fixed = The link was made for you with this name.
check-business = Your business (optional)
check-business-hint = Tell if you like. Every trade and every size of business is welcome.
check-rules = Ground rules of the evening
check-rules-accept = I will follow these ground rules
check-join = Join
check-joining = Joining…
check-knock-hint = When you join, the host lets you in.
check-explain = When you try them out, the browser asks for permission to use the camera and microphone. The others do not see or hear you yet.
check-start = Try picture and sound
check-asking = The browser is asking for permission. Choose “Allow”.
check-own-picture = Your own picture
check-choose-camera = Picture
check-with-camera = With camera
check-without-camera = Without camera
check-choose-microphone = Sound
check-with-microphone = With microphone
check-without-microphone = Without microphone
check-camera-off-words = You join without a picture. That is quite all right. The others see your name.
check-level = Say something: the bar moves when your voice is heard.
check-level-name = Sound of your microphone
check-no-microphone-words = You hear the others and can write in the chat.
check-devices = Choose devices
check-camera = Camera
check-microphone = Microphone
check-speaker = Speaker
check-speaker-default = The device's own speaker
check-device-default = Default of the device
check-speaker-test = Try the speaker
check-speaker-playing = Playing now
check-device-unnamed = Device { $number }
check-name-missing = Write your name. A nickname is fine too.
check-rules-missing = Accept the ground rules of the evening first.

device-denied = The browser was not allowed to use the device: { $device }. Open the page settings beside the address bar, allow its use and try again. You can also join without it.
device-missing = The device was not found: { $device }. You can join without it.
device-busy = Another program is using the device: { $device }. Close other calls and meeting programs and try again.
device-failed = The device did not start: { $device }. Unplug it and plug it in again, or restart the browser.
device-lost = The device disappeared: { $device }. Connect it again or choose another one.
device-interrupted = Something else is using the device for a while, a call for example: { $device }. It comes back by itself.
device-back = In use again: { $device }.
device-other = The earlier device was unplugged, and another one is used now: { $device }.
device-camera = camera
device-microphone = microphone
device-screen = screen share
device-both = camera and microphone

inapp-title = Open this in your browser
inapp-words = You are now inside the app { $app }. Picture and sound do not work properly there.
inapp-words-unknown = This browser cannot use a camera or a microphone.
inapp-how-android = Tap the menu of the app (three dots) and choose “Open in browser”.
inapp-how-apple = Tap the menu of the app (three dots) and choose “Open in Safari”.
inapp-how-copy = Or copy the link and paste it into the address bar of your browser.
inapp-anyway = You can also go on here: you may hear the others, and you can write.

## Lobby

waiting-title = You are waiting
waiting-words = The host can see that you are here.
waiting-calm = No hurry. Fetch a cup of coffee if you like, the page waits for you.
waiting-messages = Message from the host
waiting-open-title = The host has not come yet
waiting-open-words = You are known in this network. You can open the evening and host it until the host comes.
waiting-open = Open the evening
waiting-leave = Leave

## Ended

ended-left-title = Thank you for being there
ended-left-words = You left the evening. You can come back with the same link as long as the evening goes on.
ended-ended-title = The evening has ended
ended-ended-words = Thank you for being there. We hope to see you again.
ended-removed-title = You were removed from the evening
ended-removed-words = Contact the organizer if you want to talk about it.
ended-denied-title = You did not get in this time
ended-denied-words = The host did not let you in. If you are meant to be there, call the organizer.
ended-elsewhere-title = You are continuing elsewhere
ended-elsewhere-words = The evening continues in another window or on another device. You can close this page.
ended-lost-title = The connection was lost
ended-lost-words = The connection did not come back. Check your internet connection and join again.
ended-failed-title = Something went wrong
ended-back = Back to the evening
ended-rejoin = Join again
