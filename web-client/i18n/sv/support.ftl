### Small groups, rounds and what else people do for each other.

done = Klart
minutes = { $count } min
minutes-and-half = { $count },5 min
seconds = { $count } s
time-left = { $minutes }.{ $seconds }
time-left-label = Tid kvar { $minutes } min { $seconds } s

## A group, as its members see it

group = Smågrupp { $number }
group-with-topic = Smågrupp { $number }: { $topic }
group-private = Ni är { $count } här. Andra varken hör eller ser er.
group-assigned = { $group } väntar på dig.
group-enter = Gå till gruppen
group-leave = Tillbaka till det gemensamma rummet
group-call-moderator = Be kvällens ledare komma
group-moderator-called = Ledaren är ombedd att komma
group-called-back = Gruppen slutar snart. Säg ännu det som blev osagt.
group-one-more-minute = En minut till
group-calls = { $group } ber ledaren komma.
visit-announced = { $name } kommer till gruppen om en stund.
side-talk = Samtal på tu man hand
side-talk-leave = Tillbaka till de andra

action-side-talk = Bjud in till ett samtal på tu man hand
side-talk-asked = { $name } vill gärna prata med dig på tu man hand.
side-talk-waiting = Väntar på svar: { $name }
side-talk-accept = Vi pratar
side-talk-decline = Inte nu

topics-choose = Vad skulle du vilja prata om i en smågrupp?
topics-chosen = Du valde ämnet: { $topic }
topics-open = Välj ämne
topics-change = Byt ämne
topics-title = Gruppens ämne
topics-words = Välj vad du skulle vilja prata om. Kvällens ledare gör grupperna efter ämnena.

## Arranging groups

more-groups = Smågrupper
groups-title = Smågrupper
groups-words = Dela in deltagarna i små grupper. Det som sägs i gruppen stannar i gruppen.
groups-how = Hur delar vi
groups-way-size = Efter gruppens storlek
groups-way-number = Efter antalet grupper
groups-way-mixed = Så att man träffar nya människor
groups-way-topic = Efter ämnet som var och en själv väljer
groups-size = Gruppens storlek
groups-number = Antal grupper
groups-arrange = Dela in
groups-topics = Ämnen, ett per rad
groups-offer-topics = Låt välja ämne
groups-topics-chosen = Valda ämnen
groups-planned = Grupperna innan de öppnas
groups-move-hint = Flytta ett namn till en annan grupp genom att dra det eller välja gruppen bredvid namnet.
groups-move = Grupp: { $name }
groups-new = Ny grupp
groups-new-hint = Dra ett namn hit.
groups-none = Ingen grupp
groups-left = Utan grupp, stannar i det gemensamma rummet
groups-time = Tid
groups-no-time = Ingen tidsgräns
groups-open = Öppna grupperna
groups-elsewhere = inte i gruppen
groups-calls = Ber ledaren komma
groups-visit = Besök gruppen
groups-visit-hint = Gruppen får veta att du kommer innan du hör eller ser någon.
groups-message = Meddelande till alla grupper
groups-message-send = Skicka till alla grupper
groups-message-sent = Meddelandet skickades till alla.
groups-timer = Tid från och med nu
groups-timer-set = Ställ in tiden
groups-call-back = Kalla tillbaka om en minut
groups-close-now = Avsluta grupperna genast

## Rounds

more-round = Starta en talrunda
round-title = Talrunda
round-enforced-short = de andra är tysta
round-your-turn = Din tur
round-speaks = Ordet har: { $name }
round-time-over = Tiden är slut. Säg meningen till slut i lugn och ro.
round-then = Därefter:
round-queue = Talarnas ordning
round-left = Har inte talat än
round-last = Det här är rundans sista tur.
round-paused = Rundan är pausad
round-paused-left = Paus, kvar { $minutes }.{ $seconds }
round-choosing = { $name } väljer nästa talare
round-choose-yours = Välj nästa talare
round-choosing-host = Kvällens ledare väljer nästa talare
round-nominate = Ge ordet: { $name }
round-done = Jag är klar
round-pass = Jag avstår
round-later = Kom tillbaka till mig på slutet
round-after-all = Jag vill ändå tala
round-leading = Styr rundan
round-pause = Paus
round-resume = Fortsätt
round-skip = Nästa
round-end = Avsluta rundan
round-start-title = Starta en talrunda
round-start-words = Alla får lika lång tid att tala. Man får alltid avstå.
round-order = Ordning
round-order-random = Lottas
round-order-least-spoken = Först de som har talat minst
round-order-roster = I den ordning man kom
round-order-nomination = Var och en väljer nästa
round-first = Vem börjar
round-seconds = Tid per talare
round-enforced = De andras mikrofoner är av när någon talar
round-start = Starta rundan
speaking-time = Har talat { $minutes } min { $seconds } s
people-elsewhere = I smågrupper ({ $count })

## How people feel

mood-ask-door = Hur mår du när du kommer i dag?
mood-ask-end = Hur mår du när du går?
mood-heavy = Tungt
mood-low = Lite nere
mood-even = Mitt emellan
mood-light = Bra
mood-bright = Riktigt bra
mood-skip = Svarar inte
mood-anonymous = Svaren är anonyma. Ingen ser vad just du svarade.
mood-thanks = Tack för ditt svar.
mood-result-door = Så mådde vi när vi kom
mood-result-end = Så mår vi när vi går
mood-too-few = Det kom färre än fem svar, så de visas inte för någon.
mood-result-heavy = Många har det tungt nu. Du är inte ensam. Det finns hjälp.
more-mood = Mående och stöd
mood-host-words = Var och en svarar anonymt med ett tryck, eller låter bli. Summan visas en gång för alla, om det kommer minst fem svar.
mood-host-door = När man kommer
mood-host-door-words = Också de som väntar vid dörren får frågan.
mood-host-end = När man går
mood-host-end-words = Fråga när kvällen börjar ta slut.
mood-host-told = Svaren har visats. Samma sak frågas inte en gång till.
mood-host-open = Fråga hur folk mår
mood-host-close = Avsluta frågan och visa summan

## Whom to turn to

contacts-open = Om det är tungt
contacts-title = Om det är tungt
contacts-words = Du är inte ensam. Hit kan du ringa eller skriva. Ingen på kvällen ser att du tittade här.
contacts-none = Arrangören har inte lagt till andra kontakter. Du kan också skriva bara till kvällens värd.
contacts-emergency = I en nödsituation, ring:
help-offer-title = Erbjud stöd
help-offer-words = Alla ser ett stilla meddelande där kontakterna kan öppnas. Ingen behöver svara.
help-offer = Erbjud alla stöd
notice-help-offered = Om kvällen kändes tung är du inte ensam. Här hittar du vem du kan ringa.

## Notices

notice-placed-groups-opened = Du är nu i en smågrupp. Det som sägs här stannar här.
notice-placed-moved = Kvällens ledare flyttade dig till ett annat rum.
notice-placed-group-closed = Smågrupperna är slut. Du är i det gemensamma rummet igen.
notice-placed-side-talk = Ni är nu på tu man hand.
notice-placed-side-talk-over = Samtalet på tu man hand är slut.
notice-side-talk-declined = { $name } hinner inte prata på tu man hand just nu.
notice-groups-message = { $name }: { $text }
notice-not-placed = Du stannar i det gemensamma rummet, för din webbläsare kan inte skydda det som sägs i gruppen. Prova en nyare webbläsare.
said-called-back = Gruppen slutar snart.
said-visit = { $name } kommer till gruppen om en stund.
said-here = Kom till det här rummet: { $name }
said-not-here = Lämnade det här rummet: { $name }
