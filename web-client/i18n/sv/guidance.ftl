# Frågor, omröstningar, textning och respons.

tool-questions = Frågor
tool-questions-waiting = { $count ->
    [one] Frågor, { $count } väntar på svar
   *[other] Frågor, { $count } väntar på svar
}
questions-title = Frågor till rådgivarna
questions-empty = Det finns inga frågor än. Varje fråga är en bra fråga.
questions-fold = Fråga företagsrådgivaren redan nu
questions-ask = Din fråga
questions-send = Skicka frågan
questions-with-name = Visa mitt namn med frågan
questions-nobody-hint = Du frågar anonymt. Ingen ser vem som frågade, och det sparas inte.
questions-name-hint = Alla ser ditt namn med frågan.
questions-readable = Frågorna är inte krypterade från ände till ände: den som driver tjänsten kan läsa dem.
questions-sent = Frågan har skickats.
question-nobody = Anonymt
question-erased = Frågans ord har tagits bort.
question-also = Samma fråga: { $text }
question-now = Besvaras nu
question-answered-by = Svar: { $name }
question-spoken = Besvarad under kvällen
question-dismissed-personal = Det här besvaras hellre på tu man hand. Skriv till kvällens värd.
question-dismissed-off-topic = Det här hör inte till kvällens ämne.
question-dismissed-no-time = Det fanns inte tid att svara på det här i kväll.
question-dismissed-unkind = Frågan togs bort eftersom den sårade någon.
question-vote = Jag vill också veta
question-vote-count = { $count ->
    [one] Jag vill också veta. { $count } vill veta.
   *[other] Jag vill också veta. { $count } vill veta.
}
question-take = Jag svarar på den nu
question-done = Besvarad muntligt
question-write = Svara skriftligt
question-correct = Rätta svaret
question-merge = Samma som en annan
question-dismiss = Besvaras inte
question-reopen = Öppna igen
question-publish = Spara på nätverkets sida
question-keep-label = För vem på nätverkets sida?
question-keep-members = Bara för nätverkets folk
question-keep-everybody = För alla som öppnar sidan
question-keep-send = Spara
question-kept-members = På nätverkets sida, bara för dess folk
question-kept-everybody = På nätverkets sida, för alla
question-answer-label = Ditt svar
question-answer-send = Skicka svaret
question-merge-label = Vilken fråga är samma?
question-merge-send = Slå ihop
question-dismiss-label = Varför besvaras den inte?
question-dismiss-send = Lämna obesvarad
question-reason-personal = Hellre på tu man hand
question-reason-off-topic = Hör inte till ämnet
question-reason-no-time = Ingen tid i dag
question-reason-unkind = Sårar någon: orden tas bort
poll-make = Gör en omröstning
poll-asked = Omröstning: { $question }
poll-question = Vad frågar du?
poll-kind = Hur man svarar
poll-kind-single = Välj ett
poll-kind-multiple = Välj flera
poll-kind-scale = Skala 1–5
poll-kind-word = Eget ord
poll-options = Alternativ, ett per rad
poll-ends = Vad 1 och 5 betyder, ett per rad (frivilligt)
poll-results = Resultaten visas
poll-results-at-close = När omröstningen stängs
poll-results-live = Genast
poll-make-words = Svaren räknas anonymt. Om färre än tre svarar visas resultaten inte för någon.
poll-open = Öppna omröstningen
poll-close = Stäng omröstningen
poll-answer = Svara
poll-word = Ett eller två ord
poll-thanks = Du har svarat. Tack.
poll-hidden = Resultaten visas när omröstningen stängs.
poll-few = Färre än tre har svarat, så resultaten visas inte.
poll-anonymous = Svaret är anonymt.
poll-ballots = { $count ->
    [one] { $count } svar
   *[other] { $count } svar
}
poll-to-stage = Visa i den gemensamma vyn
poll-gone = Omröstningen finns inte längre.
poll-save = Spara resultaten
captions-title = Textning
captions-settings = Textningens inställningar
captions-show = Visa textning
captions-hide = Dölj textning
captions-size = Textningens storlek
captions-size-normal = Vanlig text
captions-size-large = Stor text
captions-size-huge = Mycket stor text
captions-language = Textningens språk
captions-language-page = Sidans språk
captions-strong = Stark kontrast
captions-start = Skriv textning
captions-stop = Sluta skriva textning
captions-write = Skriv vad som sägs
captions-correcting = Rätta raden
captions-correct = Rätta raden: { $text }
captions-language-written = Språket du skriver på
captions-hint = De andra ser texten medan du skriver. Enter börjar en ny rad. Texten sparas inte.
captions-hint-kept = De andra ser texten medan du skriver. Enter börjar en ny rad. Texten sparas och kan läsas efter kvällen.
captions-hint-full = De andra ser texten medan du skriver. Enter börjar en ny rad. Nya rader sparas inte längre.
captions-kept = Textningen av den här kvällen sparas. Den kan läsas efter kvällen.
captions-full = Så mycket textning som ryms är sparad. Nya rader sparas inte längre.
feedback-title = Hur var kvällen?
feedback-words = Tre frågor, anonymt. Du kan svara på bara några. Ingen ser vem som svarade.
feedback-useful = Fick du med dig något från kvällen?
feedback-ease = Var det lätt att vara med?
feedback-wish = Vad önskar du dig nästa gång?
feedback-least = inte alls
feedback-most = mycket
feedback-empty = Svara på åtminstone en fråga.
feedback-send = Skicka responsen
feedback-thanks = Tack för responsen.
