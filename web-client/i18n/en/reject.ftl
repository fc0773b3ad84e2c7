### Why something could not be done: what happened, what it means, what to do.

reject-link-unknown = We cannot find this link. Check that you opened the whole link, or ask the organizer for a new one.
reject-link-expired = This link is no longer valid. Ask the organizer for a new one.
reject-link-not-yet = This link is not valid yet. It opens { $opens_at }.
reject-link-revoked = This link is no longer valid. Ask the organizer for a new one.
reject-evening-unknown = We cannot find this evening. Ask the organizer for a new link.
reject-evening-not-open = The evening has not started yet. The doors open { $opens_at }.
reject-evening-not-planned = The next evening has not been planned yet. Your link is fine: open it again when you hear of the evening.
reject-evening-ended = The evening is over.
reject-room-full = The evening is full. There is room for { $max ->
    [one] { $max } person
   *[other] { $max } people
}. Try again in a moment.
reject-lobby-full = The waiting room is full. Try again in a moment.
reject-room-locked = The host has closed the door. If you are meant to be there, call the organizer.
reject-removed = You were removed from the evening. Contact the organizer if you want to talk about it.
reject-denied = The host did not let you in. If you are meant to be there, call the organizer.
reject-session-unknown = Your place in the evening has expired. Join again.
reject-not-joined = You have not joined the evening yet. Join first.
reject-already-joined = You are in the evening already.
reject-not-admitted = You are still waiting. You can do this once you are in.
reject-rules-not-accepted = Accept the ground rules of the evening first.
reject-name-empty = Write your name. A nickname is fine too.
reject-name-too-long = The name is too long. There is room for { $max ->
    [one] { $max } character
   *[other] { $max } characters
}.
reject-name-invalid = The name has characters that cannot be shown. Write the name again.
reject-business-too-long = The name of the business is too long. There is room for { $max ->
    [one] { $max } character
   *[other] { $max } characters
}.
reject-business-invalid = The name of the business has characters that cannot be shown. Write it again.
reject-forbidden = This is not part of your role this evening.
reject-participant-unknown = They are no longer here.
reject-not-waiting = They are no longer waiting.
reject-not-to-oneself = You cannot do this to yourself.
reject-last-moderator = The evening needs at least one host. Give the role to somebody else first.
reject-source-blocked = The host has blocked this for now. You can write to the host in the chat.
reject-floor-held = The host is giving the floor at the moment. Raise your hand.
reject-floor-not-held = The floor is not being held. Everybody may speak.
reject-stage-taken = { $name } is already showing something on the stage. You can show yours after that.
reject-not-presenting = You are not presenting right now. Ask the host to give you the stage.
reject-material-unknown = This document is no longer here. Add it again.
reject-address-invalid = Check the address. It begins with https:// and has at most { $max } characters.
reject-material-too-large = The file is too large. A document may have at most { $max } megabytes. Save it smaller.
reject-material-too-many-pages = The document has too many pages. There may be at most { $max }. Divide it.
reject-material-encrypted = The document is protected. Save it without a password and restrictions.
reject-material-malformed = The document cannot be read. Save it as PDF once more.
reject-material-active = There is a program or an attachment in the document. Save it again as a plain PDF file.
reject-material-not-pdf = This is not a PDF file. Save the document as PDF.
reject-upload-offset = The upload is further along already. Try again.
reject-upload-busy = This file is being sent already. Wait a moment.
reject-ingest-running = A broadcast is running in this evening already. End that first.
reject-ingest-encrypted = This evening is end-to-end encrypted. A program cannot send pictures into it.
reject-storage-full = The server has no space for the file. Tell the organizer.
reject-text-empty = Write something first.
reject-text-too-long = The message is too long. There is room for { $max ->
    [one] { $max } character
   *[other] { $max } characters
}.
reject-message-unknown = The message is no longer there.
reject-message-conflict = The message could not be sent. Write it again.
reject-list-too-long = There is room for at most { $max } at a time.
reject-offer-malformed = Picture and sound could not be connected. Update your browser or try another one.
reject-offer-no-audio = Sound could not be connected. Update your browser or try another one.
reject-offer-too-many-lines = Picture and sound could not be connected. Reload the page.
reject-offer-direction = Picture and sound could not be connected. Reload the page.
reject-offer-lines-mismatch = Picture and sound could not be connected. Reload the page.
reject-offer-no-common-codec = Your browser cannot handle the sound and picture of this service. Try another browser.
reject-no-media = Picture and sound are not connected. Reload the page.
reject-group-unknown = This group is no longer there.
reject-not-in-group = You are not in a small group now.
reject-in-group = You are in a small group. What is said here stays here. Go back to the common room first.
reject-groups-already-open = Small groups are open already. Call them back first.
reject-groups-not-open = No small groups are open now.
reject-groups-not-planned = Nobody is in the groups yet. Divide the people first.
reject-placed-twice = { $name } is in two groups. Keep the name in one.
reject-cannot-encrypt = { $name } uses a browser that cannot encrypt as the small groups do. They can stay in the common room or change the browser.
reject-topic-unknown = This topic is no longer offered.
reject-no-more-time = One more minute can be taken once, when the group is called back.
reject-side-talk-busy = They cannot step aside just now. Try again in a moment.
reject-side-talk-not-asked = The invitation is no longer open.
reject-round-running = A round is running already.
reject-round-not-running = No round is running.
reject-round-empty = There is nobody for the round. Choose who speaks.
reject-not-your-turn = It is not your turn now.
reject-number-out-of-range = Choose a number from { $min } to { $max }.
reject-mood-not-open = The mood is not being asked now.
reject-mood-answered = You have answered already. Thank you.
reject-question-unknown = This question is no longer here.
reject-question-over = This question no longer waits for an answer.
reject-question-answered = Somebody else has answered this already. Look at their answer first.
reject-questions-full = There are as many questions as there is room for ({ $max }). Ask the host.
reject-chat-full = The evening's chat has { $max } messages already. There is no room for more. Say it aloud or ask the host.
reject-poll-running = Another poll is open. Close it first.
reject-poll-not-open = This poll is already over.
reject-poll-answered = You have already answered this poll. Thank you.
reject-polls-full = There have been { $max } polls this evening. There is no room for more.
reject-poll-options = A poll needs at least two different options.
reject-ballot-invalid = This poll cannot be answered that way. Reload the page.
reject-captions-encrypted = What is said here is end-to-end encrypted, so captions are only sent encrypted too. Load the page again.
reject-captions-not-encrypted = What is said here is not encrypted, so captions cannot be sent encrypted either. Load the page again.
reject-captions-full = { $max } lines of captions are kept already. Everybody sees new lines, but they are not kept.
reject-feedback-given = You have already given feedback on this evening. Thank you.
reject-feedback-closed = Feedback can be given from the start of the evening until a week after it.
reject-encryption-needed = This talk is end-to-end encrypted, and your browser cannot do that. Open the link in a newer browser.
reject-key-epoch-over = The encryption keys have just changed. This mends itself.
reject-key-unexpected = The encryption keys could not be agreed on. Load the page again.
reject-key-malformed = The encryption keys could not be agreed on. Load the page again.
reject-hosting-not-allowed = You cannot open this evening now. Wait for the host or call the organizer.
reject-too-many-commands = That was a little too fast. Wait a moment and try again.
reject-too-many-joins = There have been many attempts to join. Wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
} and try again.
reject-message-too-large = The message is too large to send. Make it shorter.
reject-malformed = Your page and the service did not understand each other. Reload the page.
reject-unknown-command = Your page is a different version from the service. Reload the page.
reject-protocol-unsupported = Your page is a different version from the service. Reload the page.
reject-too-slow = Your connection could not keep up. Reconnecting…
reject-resumed-elsewhere = You are continuing the evening in another window or on another device.
reject-server-restarting = The service is restarting. The connection comes back by itself.
reject-internal = The service has a fault. Try again in a moment. If that does not help, call the organizer.
reject-unreachable = The service cannot be reached. Check your internet connection and try again.
