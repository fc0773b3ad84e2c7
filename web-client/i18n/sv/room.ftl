### The room.

## Frame

room-people-here = { $count ->
    [one] { $count } deltagare
   *[other] { $count } deltagare
}
room-not-recorded = Spelas inte in
room-captions-kept = Textningen sparas
room-locked = Dörren är låst
room-floor-held = Ordet fördelas
room-floor-held-words = Kvällens värd fördelar ordet nu. Be om ordet när du vill säga något.
room-floor-yours = Du har ordet. Slå på mikrofonen.
room-tiles = Deltagarnas bilder
room-tools = Kvällens knappar
room-alone = Du är först här. De andra kommer snart.
room-page = Sida { $page } / { $pages }
room-page-previous = Föregående bilder
room-page-next = Nästa bilder

## Tiles

tile-you = { $name } (du)
tile-microphone-off = Mikrofon: { $name }, av
tile-microphone-on = Mikrofon: { $name }, på
tile-microphone-blocked = Mikrofon: { $name }, spärrad
tile-hand = Ber om ordet: { $name }
tile-reconnecting = Anslutningen kommer snart tillbaka…
tile-speaking = Talar nu: { $name }
tile-hidden = Dold för dig
tile-paused = Bilden är pausad så att ljudet hörs

## Toolbar

tool-microphone = Mikrofon
tool-microphone-on = Mikrofon på
tool-microphone-off = Mikrofon av
tool-microphone-blocked = Mikrofon: spärrad av kvällens värd
tool-microphone-away = Mikrofonen är borta en stund
tool-microphone-starting = Mikrofon: ansluter
tool-camera = Kamera
tool-camera-on = Kamera på
tool-sound-only = Bara ljud
tool-camera-off = Kamera av
tool-camera-blocked = Kamera: spärrad av kvällens värd
tool-camera-away = Kameran är borta en stund
tool-camera-starting = Kamera: ansluter
tool-share = Dela skärm
tool-share-stop = Sluta dela
tool-hand = Be om ordet
tool-hand-short = Ordet
tool-hand-lower = Ta tillbaka
tool-chat = Chatt
tool-chat-unread = Chatt, { $count ->
    [one] { $count } nytt meddelande
   *[other] { $count } nya meddelanden
}
tool-people = Deltagare
tool-people-waiting = Deltagare, { $count ->
    [one] { $count } väntar
   *[other] { $count } väntar
}
tool-more = Mer
tool-leave = Lämna

## More

more-title = Mer
more-view-grid = Visa alla lika stora
more-view-speaker = Visa den som talar stort
more-settings = Inställningar
more-ask-staff = Meddelande bara till värden
more-help = Hjälp
more-shortcuts = Kortkommandon
more-rules = Kvällens spelregler

leave-title = Lämnar du kvällen?
leave-words = Du kan komma tillbaka med samma länk så länge kvällen pågår.
leave-now = Lämna
leave-quietly = Lämna tyst
leave-quietly-hint = Lämna tyst: de andra får inget meddelande om att du går.
leave-stay = Stanna kvar
end-evening = Avsluta kvällen för alla
end-evening-title = Ska kvällen avslutas?
end-evening-words = Kvällen tar slut för alla. Chatten stängs och ingen kan komma tillbaka till kvällen.
end-evening-confirm = Avsluta kvällen

## Sound and connection

tap-to-hear = Tryck för att höra de andra
speaking-while-off = Du talar, men din mikrofon är av. De andra hör dig inte.
reconnecting = Anslutningen bröts. Ansluter igen…
reconnecting-media-on = Anslutningen bröts. Ansluter igen… Ljud och bild fortsätter en stund till.
reconnecting-media-off = Anslutningen bröts. Ansluter igen… De andra varken hör eller ser dig nu.
reconnected = Anslutningen är tillbaka.
media-connecting = Ljud och bild ansluts…
media-lost = Ljud och bild bröts. Ansluter igen…
media-failed = Ljud och bild går inte att ansluta. Du kan ändå skriva i chatten. Prova ett annat nätverk eller ring arrangören.
weak-line = Din anslutning är svag. Bilderna är pausade så att ljudet hörs.
sound-only-hint = Bilderna av, ljudet på: sparar på anslutningen
sound-only-words = Du hör bara ljudet. Inga bilder hämtas eller skickas.
sound-only-end = Visa bilder

## Stage

stage-shared = { $name } delar sin skärm
stage-yours = Du delar din skärm. De andra ser den.
stage-waiting = Den gemensamma vyn öppnas…
stage-name = Gemensam vy

## Chat

chat-title = Chatt
chat-to = Till vem
chat-everyone = Till alla
chat-staff = Meddelande bara till värden
chat-staff-with = Bara värdarna och { $name }
chat-staff-hint = Det här ser bara du, kvällens värd, företagsrådgivarna och arrangören.
chat-staff-with-hint = Det här ser bara { $name } och kvällens värdar, rådgivare och arrangör.
chat-empty = Här finns inga meddelanden ännu. Säg gärna hej.
chat-empty-staff = Du kan fråga eller berätta vad som helst. De andra deltagarna ser inte det här.
chat-write = Skriv ett meddelande
chat-send = Skicka
chat-you = Du
chat-earlier = Visa tidigare meddelanden
chat-sending = Skickar…
chat-failed = Meddelandet gick inte iväg.
chat-retry = Skicka igen
chat-discard = Ta bort utkastet
chat-delete = Ta bort meddelandet
chat-delete-title = Ska meddelandet tas bort?
chat-delete-words = Orden i meddelandet försvinner för alla.
chat-deleted = Meddelandet är borttaget.
chat-react = Reagera på meddelandet
chat-announce = { $name }: { $text }
chat-announce-staff = Privat meddelande, { $name }: { $text }
chat-everyone-from-group = Till alla kan du skriva igen när du är tillbaka i det gemensamma rummet.
chat-group-hint = Det här läser bara din grupp. Meddelandena är krypterade och försvinner när gruppen avslutas.
chat-empty-group = Här kan du skriva bara till din egen grupp.
chat-closed-words = Det här meddelandet går inte längre att öppna: det skrevs innan du laddade om sidan.
chat-announce-group = I gruppen, { $name }: { $text }
reaction-heart = Hjärta
reaction-thanks = Tack
reaction-applause = Applåd
reaction-hug = Kram
reaction-same = Samma här
reaction-count = { $reaction }, { $count }

## People

people-title = Deltagare
people-here = På plats ({ $count })
people-hands = Ber om ordet
people-waiting = Väntar på att komma in
people-waiting-since = har väntat sedan kl. { $clock }
people-link-had-removal = En deltagare med samma länk har tidigare tagits bort.
people-menu = Åtgärder: { $name }
people-recognised = känd medlem
people-cannot-hear = Hör inte
people-cannot-hear-tap = Hör inte ännu: webbläsaren väntar på en tryckning
people-cannot-speak = Kan inte tala
people-cannot-speak-denied = Kan inte tala: mikrofonen får inte användas
people-without-microphone = Utan mikrofon
people-hand-order = Ordning { $order }
people-has-floor = Har ordet
people-reports = Anmälningar
people-report-by = Från: { $by }. Gäller: { $about }.
people-everyone = Hela kvällen

admit = Släpp in
deny = Släpp inte in
admit-all = Släpp in alla
lobby-write = Meddelande till dem som väntar
lobby-write-send = Skicka till dem som väntar
lobby-written = Meddelandet skickades till dem som väntar.
knock-banner = { $count ->
    [one] { $name } väntar på att komma in
   *[other] { $name } och { $more } till väntar på att komma in
}
knock-show = Visa

action-mute = Stäng av ljudet
action-block = Spärra mikrofonen
action-unblock = Tillåt mikrofonen
action-camera-stop = Stäng av kameran
action-camera-block = Spärra kameran
action-camera-unblock = Tillåt kameran
action-screen-stop = Avsluta skärmdelningen
action-screen-block = Spärra skärmdelningen
action-screen-unblock = Tillåt skärmdelningen
action-invite = Be personen tala
action-give-floor = Ge ordet
action-take-floor = Ta tillbaka ordet
action-lower-hand = Ta ner handen
action-write = Skriv privat
action-role = Roll
action-role-to = Ge rollen: { $role }
action-hide = Dölj för mig
action-show = Visa för mig igen
action-report = Berätta för värden
action-remove = Ta bort från kvällen
remove-title = Ska { $name } tas bort från kvällen?
remove-words = Personen kan inte komma tillbaka till den här kvällen.
hold-floor = Fördela ordet
hold-floor-hint = Bara värdarna och de som du ger ordet får tala.
mute-all = Stäng av ljudet för alla
lock-room = Lås dörren

## Reporting and help

report-title = Berätta för värden: { $name }
report-words = Bara kvällens värd, rådgivarna och arrangören ser det här. { $name } får inte veta det.
report-what = Vad hände (frivilligt)
report-send = Skicka
report-sent = Tack. Värden har fått ditt meddelande.

help-title = Hjälp
help-hear = Jag hör inte de andra
help-hear-words = Kontrollera enhetens volym och hörlurarna. Prova högtalaren i inställningarna. Tryck en gång på sidan.
help-speak = De andra hör inte mig
help-speak-words = Se efter att mikrofonen är på. Om stapeln inte rör sig i inställningarna, välj en annan mikrofon.
help-picture = Bilden hackar
help-picture-words = Stäng din egen kamera och andra program. Närmare routern är anslutningen bättre.
help-staff = Du kan också skriva bara till kvällens värd.
shortcut-microphone = Mikrofon på eller av
shortcut-camera = Kamera på eller av
shortcut-hand = Be om ordet eller ta tillbaka
shortcut-chat = Öppna eller stäng chatten
shortcut-people = Öppna eller stäng deltagarna
shortcut-view = Byt hur bilderna visas

## Settings

settings-title = Inställningar
settings-devices = Bild och ljud
settings-look = Språk och utseende
settings-theme = Utseende
theme-system = Som enheten
theme-light = Ljust
theme-dark = Mörkt
settings-knock-sound = Spela ett ljud när någon väntar på att komma in
settings-shortcuts = Kortkommandon används
connection-round-trip = Fördröjning
connection-loss-in = Saknas av det som kommer
connection-loss-out = Saknas av det som går
connection-in = Kommer
connection-out = Går
connection-path = Väg
connection-title = Din anslutning
connection-is-unknown = Anslutningen mäts. Ett ögonblick.
connection-is-good = Din anslutning är bra. De andra hör dig och du hör dem.
connection-is-weak = Din anslutning är svag. Ljudet kan hacka och bilderna kan stanna.
connection-is-lost = Anslutningen är bruten. Ansluter igen.
connection-weak = Din anslutning är svag. Ljudet kan hacka.
connection-what-helps = Vad hjälper?
connection-advice = Detta kan hjälpa:
connection-advice-camera = Stäng av din kamera. Ljudet behöver bara lite.
connection-advice-place = Gå närmare routern eller ett fönster.
connection-advice-others = Stäng andra program och nedladdningar, också på andra enheter i samma nät.
connection-advice-network = Prova ett annat nät, till exempel telefonens delade.
connection-numbers = I siffror
connection-percent = { $percent } %
connection-concealed = Lagat ljud
connection-frozen = Bilden stod stilla
connection-path-udp = direkt (UDP)
connection-path-tcp = direkt (TCP)
connection-path-relay = via en förmedlare (TURN)
line-weak = Svag anslutning
line-lost = Anslutningen bruten

## Announcements for those who do not see the screen

said-joined = Kom in: { $name }
said-left = Gick: { $name }
said-lost = Anslutningen bröts: { $name }
said-removed = Togs bort från kvällen: { $name }
said-knocked = Väntar på att komma in: { $name }
said-hand = Ber om ordet: { $name }
said-stage = { $name } började dela sin skärm
said-stage-over = Skärmdelningen är slut

## Notices

notice-muted-microphone = Kvällens värd stängde av din mikrofon. Du kan slå på den själv när du vill tala.
notice-muted-camera = Kvällens värd stängde av din kamera. Du kan slå på den själv.
notice-muted-screen = Kvällens värd avslutade din skärmdelning.
notice-blocked-microphone = Kvällens värd har spärrat din mikrofon tills vidare. Du kan skriva i chatten.
notice-blocked-camera = Kvällens värd har spärrat din kamera tills vidare.
notice-blocked-screen = Kvällens värd har spärrat din skärmdelning tills vidare.
notice-unblocked-microphone = Du kan slå på mikrofonen igen.
notice-unblocked-camera = Du kan slå på kameran igen.
notice-unblocked-screen = Du kan dela din skärm igen.
notice-invited = Kvällens värd ber dig tala.
notice-invited-open = Slå på mikrofonen
notice-floor-taken = Ordet fördelas nu, så din mikrofon är av. Be om ordet när du vill tala.
notice-role = Din roll är nu { $role }.
notice-hidden = { $name } är nu dold för dig. De andra får inte veta det.
notice-screen-ended = Skärmdelningen är slut.
notice-report = Ny anmälan. Från: { $by }. Gäller: { $about }. { $text }

## Samtal som är krypterat från ände till ände

sealed-title = Krypterat från ände till ände
sealed-agreeing = Krypteringen ordnas. En stund hörs och syns ingenting.
sealed-doubted = Krypteringen är inte i sin ordning: någon kan vara emellan. Ingenting sänds från dig. Ladda om sidan och berätta för kvällens värd.
sealed-protects = Bara de som är här med dig kan öppna ljud och bild. Servern förmedlar dem men kan varken lyssna eller titta.
sealed-compare = Läs upp de här siffrorna. Om alla har samma är ingen emellan.
sealed-changes = Siffrorna byts varje gång någon kommer eller går.
sealed-readable = Servern ser ändå vilka som är här och vem som talar, och meddelandena till alla.
sealed-limits = Krypteringen hjälper inte om den som sköter servern ändrar den här sidan, och hindrar ingen från att spela in sin egen skärm.
