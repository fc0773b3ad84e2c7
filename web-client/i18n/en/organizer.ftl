### The organizer's side: signing in, the network, its members and staff.

## Frame

console-title = The organizer's pages
console-sections = Sections
section-start = Start
section-members = Members
section-evenings = Evenings
section-announcements = News
section-staff = Staff
section-settings = Settings
networks-title = Your networks
network-another = Make a new network

## Signing in

sign-in-title = Welcome, organizer
sign-in-words = This link takes you to the organizer's pages.
sign-in = Sign in
sign-in-once = The link works once. After that you stay signed in on this device.
sign-in-other-ways = You can also sign in like this:
sign-in-needed = Sign in to get to your network's pages.
sign-in-email = Your e-mail
sign-in-email-hint = We send you a link to sign in with. No password is needed.
sign-in-send = Send the link
sign-in-sent = If the address belongs to an organizer, the link is on its way. Look in the spam folder too.
sign-in-lost = Does your e-mail no longer work?
sign-in-lost-words = Another organizer can change your e-mail under Staff. If there is nobody else, whoever runs the server can make you a new link.
passkey-sign-in = Sign in with a passkey
passkey-sign-in-words = Fingerprint, face or the PIN of your device.
session-over-title = You are no longer signed in
session-over-words = What you wrote is kept on this page. Sign in again and go on where you were.
session-over-again = I signed in in another tab
account-open = My account
account-title = My account
account-theme = Appearance
account-theme-system = As on the device
account-theme-light = Light
account-theme-dark = Dark
sign-out = Sign out
passkeys-title = Passkeys
passkeys-words = A passkey is on this device. With it you sign in without e-mail and password.
passkey-add = Add a passkey on this device
passkey-of = Passkey { $when }
passkey-remove = Remove: { $title }

## A new network

network-new-title = Make a network
network-new-words = A few things are enough to begin with. Everything can be changed later.
network-name = Name of the network
network-name-hint = For example Sea Lapland Entrepreneurs
network-languages = Languages spoken in the evenings
organizer-name = Your name
organizer-email = Your e-mail
organizer-email-hint = We send your link here when you sign in the next time.
network-address = The network's own page
network-slug = Address of the page
network-slug-hint = The page is at { $address }
network-make = Make the network

## Start

steps-title = How to begin
step-done = (done)
step-members = Add the members
step-members-words = Bring them from a table or write one at a time. Three are enough to begin with.
step-members-action = Add members
step-evening = Plan the evenings
step-evening-words = For example every Tuesday at 18:00. The following evenings come by themselves.
step-evening-action = Plan the evenings
step-invite = Invite the people
step-invite-words = Everybody gets an invitation by e-mail and answers with one press.
step-invite-action = Send the invitations
step-help = Tell where to get support
step-help-words = For example a crisis line and the advisor's number. They are always near in the evening.
step-help-action = Add contacts
step-organizer = Ask for a second organizer
step-organizer-words = Then the network does not depend on one person.
step-organizer-action = Add an organizer
step-passkey = Add a passkey on this device
step-passkey-words = With it you sign in by fingerprint or PIN, without e-mail.
step-passkey-action = Add a passkey
start-next-evening = The next evening
start-also = Other things
start-first-announcement = Write the first announcement

## Members

members-words = The businesses and their people. Everybody has a link of their own and comes in without waiting.
members-none-title = No members yet
members-none-words = If the members are in a table already, bring them all at once. Otherwise add the first by hand.
members-import = Bring from a table
members-export = Download as a table
members-search = Search
members-count = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
member-add = Add a member
member-name = Business
member-line = Line of business
member-place = Place
member-nobody = Nobody yet
member-first-person = Contact person
member-remove = Remove the member
member-remove-title = Remove { $name }?
member-remove-words = The links of its people stop working at once, and they get no more invitations.
persons-title = People
persons-words = Invitations go to those who have an e-mail address.
person-add = Add a person
person-name = Name
person-email = E-mail
person-language = Language of messages
person-bounced = Mail to this address comes back. Check the address.
person-remove = Remove the person
person-remove-title = Remove { $name }?
person-remove-words = Their link stops working at once, and they get no more messages.

## Links

link-make = Make a personal link
link-renew = Make a new link
link-renew-title = A new link: { $name }
link-renew-words = The old link stops working at once. The new one is shown to you once.
link-revoke = Take the link back
link-revoke-title = Take the link back: { $name }?
link-revoke-words = The link stops working at once. A new one can be made at any time.
link-there = The link is valid
link-none = No link
link-personal-words = This link is only for: { $name }. It leads into the evening without waiting.
link-once = The link is shown only now. If it gets lost, make a new one.
link-print = Print
link-print-words = Open your telephone's camera and point it at the square, or write the address into a browser.
link-qr = The link as a QR code
guest-title = Guest links
guest-words = A guest link can be published. Those who come by it wait at the door until the host lets them in.
guest-none = There are no guest links.
guest-made = Made { $when }
guest-make = Make a guest link
guest-sheet-words = Welcome to the evening. The host lets you in.
guest-revoke-title = Take the guest link back?
guest-revoke-words = The link stops working at once for everybody who has it.

## Bringing members from a table

import-words = First you see what would happen. Nothing is changed before you agree.
import-how = What kind of table
import-columns = The first line has the names of the columns. The business is needed, the rest is optional.
import-sample = Example
import-sample-table =
    business;line of business;place;name;e-mail;language
    Aino's crafts;crafts;Rovaniemi;Aino Niemelä;aino@example.fi;en
    Kemi fishing;fishing;Kemi;Eero Mäki;eero@example.fi;fi
import-excel = In Excel and LibreOffice: Save as, type CSV.
import-file = Table (CSV)
import-paste = Or paste the lines here
import-look = See what would happen
import-preview = What would happen
import-summary = New: { $created }. Changed: { $updated }.
import-what = What
import-what-new = new
import-what-update = changes
import-what-same = as before
import-line = Line { $line }:
import-problems = { $count ->
    [one] One line cannot be brought:
   *[other] { $count } lines cannot be brought:
}
import-problems-words = Mend the lines in the table and choose it again. Nothing is brought before all lines are good.
import-carry = { $count ->
    [one] Bring { $count } line
   *[other] Bring { $count } lines
}
import-done-title = The members are here
import-done = New: { $created }. Changed: { $updated }.
import-done-next = Next you can plan the evenings and invite the people.
import-to-members = See the members
import-to-evenings = Plan the evenings

## Staff

staff-words = Those who keep the evenings and the network going.
staff-add = Add staff
staff-none-title = No staff yet
staff-none-words = Add a host, a business advisor or a second organizer.
staff-second-organizer = There is one organizer. Add a second, and the network does not depend on one person.
staff-email-hint = An organizer needs an e-mail address to sign in.
staff-role = Role
staff-role-moderator = Host: opens the door and looks after the talk
staff-role-advisor = Business advisor: tells about support and answers questions
staff-role-captioner = Captioner: writes down what is said
staff-role-organizer = Organizer: can also use these pages

## Settings

settings-network = The network
settings-public-text = Introduction
settings-public-text-hint = Everybody sees it on the network's own page.
settings-contact-email = Contact e-mail
settings-contact-email-hint = Shown on the network's page and in invitations.
settings-help-phone = Telephone for help during the evening
settings-help-phone-hint = Whoever cannot get in calls this.
settings-accent = Colour
accent-dusk = Dusk
accent-spruce = Spruce
accent-lingon = Lingonberry
accent-lamp = Lamp
settings-rules = Ground rules
settings-rules-hint = One rule a line. Everybody accepts them before coming in.
settings-members-may-host = A member may open the evening if no host is there
settings-members-may-host-hint = So the evening is held even if the host cannot come.
settings-more = Privacy and time
settings-privacy = Privacy text
settings-privacy-hint = Who handles the data and why. Shown on the network's page.
settings-zone = Time zone
settings-chat-days = Conversations and kept captions are removed after, days
settings-attendance-days = Lists of who was there are removed after, days
settings-days-hint = Counted from the evening.
logo-title = The network's sign
logo-add = Add a picture
logo-change = Change the picture
logo-hint = PNG, JPEG or WebP, at most 3 megabytes.
logo-remove = Remove the sign
helper-title = Where to get support
helper-words = These are shown at the door, in the evening and at the end, under "If it is heavy". Nobody sees who looks.
helper-none = No contacts yet.
helper-add = Add a contact
helper-who = Who helps
helper-who-hint = For example Crisis line
helper-address = Telephone, e-mail or web address
helper-address-hint = For example 09 2525 0111
helper-hours = When
helper-language = Language
helper-remove = Remove: { $title }
helper-remove-words = It is no longer shown in the evenings.
public-page-title = The network's own page
public-page-words = A page for everybody: the introduction, coming evenings and the calendar. Members are not shown there.
public-page-open = Open the page

## Links by mail

link-mail = Send a new link by e-mail
link-mail-title = Send the link: { $name }?
link-mail-words = They get a message at { $email } with a page of their own. The old link stops working.
link-mail-send = Send
link-own-page = A page of their own, to answer invitations and present the business:
import-ignored = These columns are not read: { $columns }
import-rows = The lines that were read
link-sign-in = Make a sign-in link to these pages
link-sign-in-words = With this link { $name } signs in to the organizer's pages once. Give it to them only.

## Other programs

programs-title = Other programs
programs-words = If the network has a website or a program of its own, it can use these. Otherwise you do not need them.
programs-open = Keys and notices
programs-openapi = Description of the interface for whoever makes the program
tokens-title = Keys for programs
tokens-words = With a key a program gets at the network's data without you. Give it only the rights that it needs.
tokens-none = There are no keys.
token-make = Make a key
token-made = Made { $day }
token-until = valid until { $day }
token-forever = valid until further notice
token-title = Where the key is used
token-title-hint = For example Calendar on the website
token-scopes = What the key allows
token-life = How long the key is valid
token-life-90 = 90 days
token-life-365 = a year
token-life-forever = until further notice
token-secret-words = Save the key now in the program that uses it.
token-revoke = Take the key back
token-revoke-this = Take the key back: { $title }
token-revoke-title = Take the key back: { $title }?
token-revoke-words = The program that uses the key no longer gets at the network's data.
scope-network-read = read settings and links
scope-network-write = change settings and links
scope-members-read = read members' data
scope-members-write = change members' data
scope-evenings-read = read evenings, answers and kept captions
scope-evenings-write = plan and change evenings
scope-announcements-read = read announcements
scope-announcements-write = write announcements
scope-schemes-read = read support cards
scope-schemes-write = change support cards
scope-webhooks-write = change notices to programs
secret-once = This is shown only now. If it gets lost, make a new one.
secret-copy = Copy
secret-copied = Copied
hooks-title = Notices to programs
hooks-words = The server tells the address (webhook) when an evening begins or ends. Nobody is named.
hooks-none = Notices are sent nowhere.
hook-add = Add an address
hook-url = Address
hook-url-hint = Begins with https:// and is public.
hook-events = What is told
hook-evening-started = an evening began
hook-evening-joined = somebody came in
hook-evening-ended = an evening ended
hook-fine = Works.
hook-failing = The program has not been reached since { $when }. We go on trying.
hook-is-off = Switched off. Nothing is sent.
hook-try = Try it out
hook-on = Switch on
hook-off = Stop
hook-heard = The program answered that it heard.
hook-problem-address = Nothing is sent there: the address must begin with https:// and be public.
hook-problem-silent = The program did not answer in time.
hook-problem-unreachable = The program could not be reached. Check the address.
hook-problem-garbled = The program's answer could not be read.
hook-problem-status = The program did not take the notice. It answered { $status }.
hook-deliveries = Sent lately
hook-deliveries-none = Nothing has been sent yet.
hook-delivered = Arrived { $when }
hook-waiting = Tried again { $when }
hook-given-up = { $count ->
    [one] Did not arrive at one try
   *[other] Did not arrive at { $count } tries
}
hook-remove-title = Remove the address?
hook-remove-words = The address { $url } is told nothing any more.
hook-secret = Key of the signature
hook-secret-words = With it the program checks that a notice came from here. Save it in the program now.
