### The guidance board: support schemes, as people read them and as advisors write them.

board-title = Stödformer
board-search = Sök stödformer
board-found = { $count ->
    [0] Sökningen gav inga stödformer.
    [one] { $count } stödform
   *[other] { $count } stödformer
}
scheme-until = Ansökningstiden går ut { $when }
scheme-over = Ansökningstiden gick ut { $when }
scheme-open = Kan sökas hela tiden
scheme-amount = Hur mycket
scheme-steps = Så här söker du
scheme-apply = Jag söker detta
scheme-applying = Du söker det här stödet
scheme-apply-words = Bara du ser markeringen.
scheme-apply-reminders = Om du har påminnelser på får du dem per e-post en vecka och en dag innan ansökningstiden går ut.

## For whoever writes the board

section-schemes = Stöd
schemes-words = Stödformer som medlemmarna läser om på sin egen sida och som du kan visa under kvällen.
schemes-none-title = Det finns inga stödformer på tavlan ännu
schemes-none-words = Skriv vilket stöd man kan söka, för vem det är och hur man söker. Du ser utkastet innan du publicerar det.
scheme-new = Ny stödform
scheme-state-draft = Utkast
scheme-state-published = Publicerad
scheme-for-all = också för andra än medlemmar
scheme-to-be-checked = Ska kontrolleras
scheme-check-words = Kontrolldagen är här. Se om uppgifterna fortfarande stämmer och välj en ny kontrolldag.
scheme-changed = Ändrad { $day }
scheme-in-language = Texter: { $language }
scheme-name = Stödets namn
scheme-text = Vad det är
scheme-text-hint = Med ett par meningar, i egna ord. Under kvällen visas början.
scheme-for-whom = För vem
scheme-steps-hint = Ett steg per rad.
scheme-links = Länkar
scheme-links-hint = En länk per rad: ett namn och en adress som börjar med https://.
scheme-deadline = Sista ansökningsdag
scheme-deadline-hint = Lämna tomt om stödet kan sökas hela tiden.
scheme-deadline-clock = Klockslag
scheme-review = Kontrollera senast
scheme-review-hint = Den dagen påminner tavlan om att uppgifterna bör kontrolleras.
scheme-state = Vem som ser detta
scheme-choose-draft = Utkast: bara rådgivare och arrangörer
scheme-choose-published = Publicerad: nätverkets medlemmar
scheme-public = Som publicerad också för alla
scheme-public-hint = Stödet visas då också på nätverkets offentliga sida.
scheme-remove = Ta bort stödformen
scheme-remove-title = Ska stödformen tas bort?
scheme-remove-words = { $name } försvinner från tavlan med sina filer. Detta kan inte ångras.

## On the stage

present-board-words = Välj ett stöd som alla får se.
present-card-by-hand = Skriv kortet själv
