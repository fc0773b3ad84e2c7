### The pages before and after the room.

## The evening

help-call = Du får hjälp per telefon:
not-recorded = Kvällen spelas inte in. Tjänsten har ingen inspelning.
not-recorded-screen = Vi kan ändå inte hindra att någon filmar sin egen skärm. Vi ber dig: filma inte de andra.
not-recorded-sound = Ljud och bild spelas inte in. Tjänsten har ingen inspelning.
not-recorded-captions = Skrivtolkens textning sparas, och den kan läsas efter kvällen. Av det som sägs i smågrupper sparas ingenting.
loading = Ett ögonblick, dörren öppnas…

## Front page

front-title = Välkommen till kvällen
front-words = Koronailta är företagarnas egen kväll på nätet. Du kommer in med länken som arrangören har skickat till dig.
front-how = Öppna länken i ditt meddelande. Du behöver inte installera något och inget användarkonto behövs.
front-no-link = Har du ingen länk? Be om den av arrangören i ditt nätverk.

## A link that does not open

problem-title = Dörren öppnades inte
problem-title-early = Du är i god tid
problem-title-ended = Kvällen är slut
problem-early-words = Du kan låta sidan vara öppen. Den öppnas när dörrarna öppnas.
problem-code = Om du ringer arrangören kan du nämna det här: { $code }

## Check page

check-hello = Välkommen
check-as-role = Du är med i rollen: { $role }
check-see-title = Bild och ljud
check-who-title = Vem är du?
check-name = Ditt namn
check-name-hint = De andra ser det här namnet. Ett smeknamn går också bra.
check-name-fixed = Länken är gjord för dig med det här namnet.
check-business = Ditt företag (frivilligt)
check-business-hint = Berätta om du vill. Alla branscher och företag av alla storlekar är välkomna.
check-rules = Kvällens spelregler
check-rules-accept = Jag följer de här spelreglerna
check-join = Gå med
check-joining = Går med…
check-knock-hint = När du går med släpper kvällens värd in dig.
check-explain = När du börjar prova frågar webbläsaren om lov att använda kamera och mikrofon. De andra varken ser eller hör dig ännu.
check-start = Prova bild och ljud
check-asking = Webbläsaren frågar om lov. Välj ”Tillåt”.
check-own-picture = Din egen bild
check-choose-camera = Bild
check-with-camera = Med kamera
check-without-camera = Utan kamera
check-choose-microphone = Ljud
check-with-microphone = Med mikrofon
check-without-microphone = Utan mikrofon
check-camera-off-words = Du är med utan bild. Det går utmärkt. De andra ser ditt namn.
check-level = Säg något: stapeln rör sig när din röst hörs.
check-level-name = Ljudet från din mikrofon
check-no-microphone-words = Du hör de andra och kan skriva i chatten.
check-devices = Välj enheter
check-camera = Kamera
check-microphone = Mikrofon
check-speaker = Högtalare
check-speaker-default = Enhetens egen högtalare
check-device-default = Enhetens förval
check-speaker-test = Prova högtalaren
check-speaker-playing = Nu spelas det
check-device-unnamed = Enhet { $number }
check-name-missing = Skriv ditt namn. Ett smeknamn går också bra.
check-rules-missing = Godkänn först kvällens spelregler.

device-denied = Webbläsaren fick inte lov att använda enheten: { $device }. Öppna sidans inställningar bredvid adressfältet, tillåt användningen och försök igen. Du kan också vara med utan.
device-missing = Enheten hittades inte: { $device }. Du kan vara med utan den.
device-busy = Ett annat program använder enheten: { $device }. Stäng andra samtal och mötesprogram och försök igen.
device-failed = Enheten startade inte: { $device }. Koppla ur och in den eller starta om webbläsaren.
device-lost = Enheten försvann: { $device }. Anslut den igen eller välj en annan.
device-interrupted = Enheten används en stund till annat, till exempel till ett samtal: { $device }. Den kommer tillbaka av sig själv.
device-back = Används igen: { $device }.
device-other = Den tidigare enheten kopplades bort, och en annan togs i bruk: { $device }.
device-camera = kamera
device-microphone = mikrofon
device-screen = skärmdelning
device-both = kamera och mikrofon

inapp-title = Öppna det här i webbläsaren
inapp-words = Du är nu inne i appen { $app }. Där fungerar bild och ljud inte ordentligt.
inapp-words-unknown = Den här webbläsaren kan inte använda kamera eller mikrofon.
inapp-how-android = Tryck på appens meny (tre punkter) och välj ”Öppna i webbläsaren”.
inapp-how-apple = Tryck på appens meny (tre punkter) och välj ”Öppna i Safari”.
inapp-how-copy = Eller kopiera länken och klistra in den i webbläsarens adressfält.
inapp-anyway = Du kan också fortsätta här: du hör kanske de andra och kan skriva.

## Lobby

waiting-title = Du väntar
waiting-words = Kvällens värd ser att du är här.
waiting-calm = Ingen brådska. Hämta gärna kaffe, sidan väntar åt dig.
waiting-messages = Meddelande från kvällens värd
waiting-open-title = Kvällens värd har inte kommit ännu
waiting-open-words = Du är känd i det här nätverket. Du kan öppna kvällen och vara värd tills värden kommer.
waiting-open = Öppna kvällen
waiting-leave = Lämna

## Ended

ended-left-title = Tack för att du var med
ended-left-words = Du lämnade kvällen. Du kan komma tillbaka med samma länk så länge kvällen pågår.
ended-ended-title = Kvällen är slut
ended-ended-words = Tack för att du var med. Vi ses förhoppningsvis igen.
ended-removed-title = Du togs bort från kvällen
ended-removed-words = Kontakta arrangören om du vill prata om det.
ended-denied-title = Du kom inte in den här gången
ended-denied-words = Kvällens värd släppte inte in dig. Om du ska vara med, ring arrangören.
ended-elsewhere-title = Du fortsätter på ett annat ställe
ended-elsewhere-words = Kvällen fortsätter i ett annat fönster eller på en annan enhet. Du kan stänga den här sidan.
ended-lost-title = Anslutningen bröts
ended-lost-words = Anslutningen kom inte tillbaka. Kontrollera din internetanslutning och gå med på nytt.
ended-failed-title = Något gick fel
ended-back = Tillbaka till kvällen
ended-rejoin = Gå med på nytt
