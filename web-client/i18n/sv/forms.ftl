### Forms: what is missing, what was kept, what two people have changed.

asking = Ett ögonblick…
save = Spara
saving = Sparar…
saved = Sparat
optional = (frivilligt)
yes = Ja
no = Nej
remove = Ta bort
skip-to-content = Gå till innehållet

both-title = Någon annan ändrade det här samtidigt
both-merged = Den andras ändringar är nu med, och dina finns kvar på den här sidan. Kontrollera och spara.
both-words = Ni ändrade samma ställe. Ditt står nu i formuläret. Välj vilket som ska gälla och spara.
both-theirs = Sparat är:
both-mine = Du skrev:
both-take-theirs = Ta det sparade

form-name-missing = Skriv ett namn.
form-title-missing = Skriv en rubrik.
form-address-missing = Skriv ett telefonnummer, en e-postadress eller en webbadress.
form-email-missing = Skriv en e-postadress, till exempel aino@example.fi.
form-language-missing = Välj minst ett språk.
form-scope-missing = Välj minst ett.
form-url-missing = Skriv en adress som börjar med https://.
form-date-missing = Välj en dag.
form-clock-missing = Välj ett klockslag.
form-until-before = Den sista dagen är före den första. Välj en senare dag eller lämna tomt.
form-file-too-large = Filen är för stor. Den får vara högst { $megabytes } megabyte.
form-signed-out = Du är inte längre inloggad. Det du skrev finns kvar. Logga in och försök igen.
form-not-found = Det här finns inte längre. Någon har kanske tagit bort det.
form-version-stale = Någon annan ändrade det här samtidigt. Ladda om sidan. Det du skrev finns kvar.
form-passkey-not-used = Nyckeln användes inte. Du kan försöka igen eller be om en länk per e-post.
form-passkey-there-already = Den här enheten har redan en nyckel.

evening-programme = Program
