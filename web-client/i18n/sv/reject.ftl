### Why something could not be done: what happened, what it means, what to do.

reject-link-unknown = Den här länken hittas inte. Kontrollera att du öppnade hela länken, eller be arrangören om en ny.
reject-link-expired = Länken gäller inte längre. Be arrangören om en ny.
reject-link-not-yet = Länken gäller inte ännu. Den öppnar { $opens_at }.
reject-link-revoked = Länken gäller inte längre. Be arrangören om en ny.
reject-evening-unknown = Den här kvällen hittas inte. Be arrangören om en ny länk.
reject-evening-not-open = Kvällen har inte börjat ännu. Dörrarna öppnas { $opens_at }.
reject-evening-not-planned = Nästa kväll är inte bestämd ännu. Din länk är i ordning: öppna den igen när du får veta om kvällen.
reject-evening-ended = Kvällen är slut.
reject-room-full = Kvällen är full. Det ryms { $max ->
    [one] { $max } deltagare
   *[other] { $max } deltagare
}. Försök igen om en stund.
reject-lobby-full = Väntrummet är fullt. Försök igen om en stund.
reject-room-locked = Kvällens värd har stängt dörren. Om du ska vara med, ring arrangören.
reject-removed = Du togs bort från kvällen. Kontakta arrangören om du vill prata om det.
reject-denied = Kvällens värd släppte inte in dig. Om du ska vara med, ring arrangören.
reject-session-unknown = Din plats i kvällen hann bli för gammal. Gå med på nytt.
reject-not-joined = Du har inte gått med i kvällen ännu. Gå med först.
reject-already-joined = Du är redan med i kvällen.
reject-not-admitted = Du väntar fortfarande. Det här går när du har kommit in.
reject-rules-not-accepted = Godkänn först kvällens spelregler.
reject-name-empty = Skriv ditt namn. Ett smeknamn går också bra.
reject-name-too-long = Namnet är för långt. Det ryms { $max ->
    [one] { $max } tecken
   *[other] { $max } tecken
}.
reject-name-invalid = Namnet innehåller tecken som inte kan visas. Skriv namnet på nytt.
reject-business-too-long = Företagets namn är för långt. Det ryms { $max ->
    [one] { $max } tecken
   *[other] { $max } tecken
}.
reject-business-invalid = Företagets namn innehåller tecken som inte kan visas. Skriv det på nytt.
reject-forbidden = Det här hör inte till din roll i kväll.
reject-participant-unknown = Personen är inte längre här.
reject-not-waiting = Personen väntar inte längre.
reject-not-to-oneself = Det här kan man inte göra med sig själv.
reject-last-moderator = Kvällen behöver minst en värd. Ge först rollen till någon annan.
reject-source-blocked = Kvällens värd har spärrat det här tills vidare. Du kan skriva till värden i chatten.
reject-floor-held = Kvällens värd fördelar ordet just nu. Be om ordet.
reject-floor-not-held = Ordet fördelas inte just nu. Alla får tala.
reject-stage-taken = { $name } visar redan något i den gemensamma vyn. Du kan visa ditt efter det.
reject-not-presenting = Du presenterar inte just nu. Be kvällens värd att ge dig den gemensamma vyn.
reject-material-unknown = Dokumentet finns inte längre. Lägg till det igen.
reject-address-invalid = Kontrollera adressen. Den börjar med https:// och har högst { $max } tecken.
reject-material-too-large = Filen är för stor. Ett dokument får ha högst { $max } megabyte. Spara det mindre.
reject-material-too-many-pages = Dokumentet har för många sidor. Det får vara högst { $max }. Dela upp det.
reject-material-encrypted = Dokumentet är skyddat. Spara det utan lösenord och begränsningar.
reject-material-malformed = Dokumentet går inte att läsa. Spara det på nytt som PDF.
reject-material-active = Det finns ett program eller en bilaga i dokumentet. Spara det på nytt som en vanlig PDF-fil.
reject-material-not-pdf = Det här är ingen PDF-fil. Spara dokumentet som PDF.
reject-upload-offset = Sändningen har redan kommit längre. Försök igen.
reject-upload-busy = Den här filen skickas redan. Vänta en stund.
reject-ingest-running = En sändning pågår redan den här kvällen. Avsluta den först.
reject-ingest-encrypted = Den här kvällen är krypterad från ände till ände. Ett program kan inte sända bild till den.
reject-storage-full = Servern har inte plats för filen. Berätta det för arrangören.
reject-text-empty = Skriv något först.
reject-text-too-long = Meddelandet är för långt. Det ryms { $max ->
    [one] { $max } tecken
   *[other] { $max } tecken
}.
reject-message-unknown = Meddelandet finns inte längre.
reject-message-conflict = Meddelandet kunde inte skickas. Skriv det på nytt.
reject-list-too-long = Det ryms högst { $max } på en gång.
reject-offer-malformed = Det gick inte att koppla bild och ljud. Uppdatera din webbläsare eller prova en annan.
reject-offer-no-audio = Det gick inte att koppla ljudet. Uppdatera din webbläsare eller prova en annan.
reject-offer-too-many-lines = Det gick inte att koppla bild och ljud. Ladda om sidan.
reject-offer-direction = Det gick inte att koppla bild och ljud. Ladda om sidan.
reject-offer-lines-mismatch = Det gick inte att koppla bild och ljud. Ladda om sidan.
reject-offer-no-common-codec = Din webbläsare klarar inte tjänstens ljud och bild. Prova en annan webbläsare.
reject-no-media = Bild och ljud är inte kopplade. Ladda om sidan.
reject-group-unknown = Gruppen finns inte längre.
reject-not-in-group = Du är inte i en smågrupp nu.
reject-in-group = Du är i en smågrupp. Det som sägs här stannar här. Gå först tillbaka till det gemensamma rummet.
reject-groups-already-open = Smågrupperna är redan i gång. Kalla tillbaka dem först.
reject-groups-not-open = Inga smågrupper är i gång nu.
reject-groups-not-planned = Det finns ännu ingen i grupperna. Fördela deltagarna först.
reject-placed-twice = { $name } finns i två grupper. Låt namnet stå i en.
reject-cannot-encrypt = { $name } har en webbläsare som inte klarar smågruppernas kryptering. Personen kan vara med i det gemensamma rummet eller byta webbläsare.
reject-topic-unknown = Det ämnet erbjuds inte längre.
reject-no-more-time = En minut till kan tas en gång, när gruppen kallas tillbaka.
reject-side-talk-busy = Personen hinner inte med ett enskilt samtal just nu. Försök igen om en stund.
reject-side-talk-not-asked = Inbjudan gäller inte längre.
reject-round-running = En talrunda pågår redan.
reject-round-not-running = Ingen talrunda pågår.
reject-round-empty = Det finns ingen för talrundan. Välj talare.
reject-not-your-turn = Det är inte din tur nu.
reject-number-out-of-range = Välj ett tal mellan { $min } och { $max }.
reject-mood-not-open = Stämningen frågas inte just nu.
reject-mood-answered = Du har redan svarat. Tack.
reject-question-unknown = Frågan finns inte längre.
reject-question-over = Frågan väntar inte längre på svar.
reject-question-answered = Någon annan har redan svarat på frågan. Se på svaret först.
reject-questions-full = Det finns redan så många frågor som ryms ({ $max }). Fråga kvällens värd.
reject-chat-full = Kvällens chatt har redan { $max } meddelanden. Fler ryms inte. Säg det högt eller fråga kvällens värd.
reject-poll-running = En annan omröstning är öppen. Stäng den först.
reject-poll-not-open = Omröstningen är redan slut.
reject-poll-answered = Du har redan svarat på den här omröstningen. Tack.
reject-polls-full = Det har redan varit { $max } omröstningar den här kvällen. Fler ryms inte.
reject-poll-options = En omröstning behöver minst två olika alternativ.
reject-ballot-invalid = Så kan man inte svara på den här omröstningen. Ladda om sidan.
reject-captions-encrypted = Det som sägs här är krypterat från ände till ände, så även textningen skickas bara krypterad. Ladda om sidan.
reject-captions-not-encrypted = Det som sägs här är inte krypterat, så textningen kan inte heller skickas krypterad. Ladda om sidan.
reject-captions-full = Redan { $max } rader textning är sparade. Nya rader visas för alla men sparas inte.
reject-feedback-given = Du har redan gett respons på den här kvällen. Tack.
reject-feedback-closed = Respons kan ges från kvällens början till en vecka efter den.
reject-encryption-needed = Samtalet är krypterat från ände till ände, och din webbläsare klarar inte det. Öppna länken i en nyare webbläsare.
reject-key-epoch-over = Krypteringsnycklarna byttes just. Det ordnar sig av sig självt.
reject-key-unexpected = Det gick inte att enas om krypteringsnycklar. Ladda om sidan.
reject-key-malformed = Det gick inte att enas om krypteringsnycklar. Ladda om sidan.
reject-hosting-not-allowed = Du kan inte öppna kvällen nu. Vänta på värden eller ring arrangören.
reject-too-many-commands = Nu gick det för fort. Vänta en stund och försök igen.
reject-too-many-joins = Det har gjorts många försök att gå med. Vänta { $seconds ->
    [one] { $seconds } sekund
   *[other] { $seconds } sekunder
} och försök igen.
reject-message-too-large = Meddelandet är för stort för att skickas. Korta av det.
reject-malformed = Din sida och tjänsten förstod inte varandra. Ladda om sidan.
reject-unknown-command = Din sida är en annan version än tjänsten. Ladda om sidan.
reject-protocol-unsupported = Din sida är en annan version än tjänsten. Ladda om sidan.
reject-too-slow = Din anslutning hängde inte med. Ansluter igen…
reject-resumed-elsewhere = Du fortsätter kvällen i ett annat fönster eller på en annan enhet.
reject-server-restarting = Tjänsten startar om. Anslutningen kommer tillbaka av sig själv.
reject-internal = Det är en störning i tjänsten. Försök igen om en stund. Ring arrangören om det inte hjälper.
reject-unreachable = Tjänsten kan inte nås. Kontrollera din internetanslutning och försök igen.
