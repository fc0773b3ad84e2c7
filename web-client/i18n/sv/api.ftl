### Vad servern svarar när något inte lyckades på arrangörens sida.

api-not-signed-in = Du är inte inloggad, eller så har inloggningen gått ut. Logga in igen.
api-forbidden = Du har inte rätt att göra det här. Be arrangören göra det.
api-scope-missing = Den här programnyckeln saknar rätten { $scope }.
api-origin-foreign = Begäran kom från en annan webbplats. Öppna tjänstens egen sida och gör samma sak där.
api-sign-in-unknown = Inloggningslänken är redan använd eller har gått ut. Be om en ny.
api-passkey-refused = Nyckeln kunde inte kontrolleras. Försök igen eller logga in med en länk.
api-passkey-unavailable = På den här adressen går det inte att använda en nyckel. Logga in med en länk.
api-mail-impossible = Meddelandet kan inte skickas: servern har ingen e-post i bruk, eller så saknar personen adress.
api-too-many-requests = Det blev för många försök. Vänta en stund och försök igen.
api-not-found = Det här finns inte. Det kan ha tagits bort.
api-method-not-allowed = Det här går inte att göra här.
api-request-malformed = Begäran gick inte att förstå. Ladda om sidan och försök en gång till.
api-body-too-large = Du skickade för mycket på en gång. Högst { $max } byte får plats.
api-media-type = En sådan fil går inte att använda här.
api-version-needed = Ändringen kunde inte sparas. Ladda om sidan och försök en gång till.
api-stale = Någon annan hann ändra samma sak. Inget har gått förlorat: se det nya innehållet och spara igen.
api-idempotency-key-reused = Samma sändning kom två gånger med olika innehåll. Ladda om sidan och försök en gång till.
api-idempotency-key-invalid = Sändningens kännetecken går inte att använda. Ladda om sidan och försök en gång till.
api-value-empty = Den här punkten får inte vara tom: { $field }.
api-value-too-long = Texten är för lång. I { $field } ryms { $max } tecken.
api-value-invalid = I { $field } finns något som inte kan användas. Kontrollera det.
api-value-out-of-range = Talet i { $field } ska vara { $min }–{ $max }.
api-email-invalid = E-postadressen går inte att använda. Kontrollera stavningen.
api-slug-taken = Ett annat nätverk har redan det här kortnamnet. Välj ett annat.
api-list-full = Det finns redan { $max }. Ta bort en först.
api-last-organizer = Nätverket behöver en arrangör. Lägg först till en annan arrangör.
api-picture-too-large = Bilden är för stor. Högst { $max } byte duger.
api-picture-too-wide = Bilden har för många bildpunkter. Bredd och höjd får vara högst { $max }.
api-picture-is-svg = En SVG-bild går inte att använda. Spara bilden som PNG eller JPEG.
api-picture-unreadable = Bilden gick inte att läsa. Använd en PNG-, JPEG- eller WebP-bild.
api-table-no-name = Tabellen saknar en kolumn för företaget. Kalla den företag på första raden.
api-table-empty = Tabellen har ingen rad som går att läsa.
api-table-too-long = Tabellen har för många rader. Högst { $max } ryms på en gång.
api-table-lines-wrong = Inget hämtades in, för det finns något att rätta i tabellen: { $lines ->
    [one] { $lines } ställe
   *[other] { $lines } ställen
}.
api-table-line-twice = Samma finns redan på rad { $first }. Ta bort den ena.
api-time-malformed = I fältet { $field } ska det stå en dag och ett klockslag.
api-time-zone-unknown = Tidszonen är okänd. Skriv den så här: Europe/Helsinki.
api-rule-malformed = Regeln för upprepning gick inte att förstå. Kontrollera den.
api-rule-unsupported = Kvällar kan upprepas dagligen, veckovis, månadsvis eller årligen, högst en gång om dagen.
api-rule-never-happens = Regeln ger inte en enda kväll. Kontrollera dagarna och slutdagen.
api-evening-over = Kvällen är redan över eller inställd, så den kan inte ändras längre. Du kan kopiera den till en ny kväll.
api-scheme-unfinished = Skriv åtminstone ett namn och vad stödet är. Sedan kan stödformen publiceras.
api-contact-missing = Skriv en e-postadress eller ett telefonnummer som rådgivaren kan använda.
api-consent-needed = Texten i samtycket har ändrats eller har inte godkänts ännu. Läs den och kryssa i rutan.
api-no-advisor = Nätverket har ingen företagsrådgivare just nu. Fråga arrangören.
api-encryption-fixed = Dörrarna är redan öppna, så krypteringen kan inte ändras längre. Du kan göra en ny kväll.
api-captions-fixed = Dörrarna är redan öppna, så det går inte längre att ändra om textningen sparas. Sparad textning kan du radera genast efter kvällen.
api-captions-kept-encrypted = Textningen av en krypterad kväll kan inte sparas. Välj det ena: kryptering eller sparad textning.
api-evening-not-over = Det går först när kvällen är slut. Försök igen efter kvällen.
api-mail-off = Den här servern skickar ingen e-post. Be den som sköter servern att ta e-posten i bruk.
api-webhook-address = Det går inte att skicka meddelanden till adressen. Använd en offentlig adress som börjar med https://.
api-server-fault = Det är fel på tjänsten. Försök igen om en stund.
