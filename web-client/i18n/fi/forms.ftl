### Forms: what is missing, what was kept, what two people have changed.

asking = Hetki…
save = Tallenna
saving = Tallennetaan…
saved = Tallennettu
optional = (vapaaehtoinen)
yes = Kyllä
no = Ei
remove = Poista
skip-to-content = Siirry sisältöön

both-title = Joku muu muutti tätä samaan aikaan
both-merged = Hänen muutoksensa on nyt mukana, ja omasi on tallessa tällä sivulla. Tarkista ja tallenna.
both-words = Muutitte samaa kohtaa. Omasi on nyt lomakkeella. Valitse, kumpi jää, ja tallenna.
both-theirs = Tallennettuna on:
both-mine = Sinä kirjoitit:
both-take-theirs = Ota tallennettu

form-name-missing = Kirjoita nimi.
form-title-missing = Kirjoita otsikko.
form-address-missing = Kirjoita puhelinnumero, sähköposti tai verkko-osoite.
form-email-missing = Kirjoita sähköpostiosoite, esimerkiksi aino@example.fi.
form-language-missing = Valitse vähintään yksi kieli.
form-scope-missing = Valitse vähintään yksi.
form-url-missing = Kirjoita osoite, joka alkaa https://.
form-date-missing = Valitse päivä.
form-clock-missing = Valitse kellonaika.
form-until-before = Viimeinen päivä on ennen ensimmäistä. Valitse myöhempi päivä tai jätä tyhjäksi.
form-file-too-large = Tiedosto on liian suuri. Se saa olla enintään { $megabytes } megatavua.
form-signed-out = Kirjautumisesi on päättynyt. Kirjoittamasi on tallessa. Kirjaudu ja yritä uudelleen.
form-not-found = Tätä ei enää ole. Joku on ehkä poistanut sen.
form-version-stale = Joku muu muutti tätä samaan aikaan. Lataa sivu uudelleen. Kirjoittamasi pysyy tallessa.
form-passkey-not-used = Pääsyavainta ei käytetty. Voit yrittää uudelleen tai pyytää linkin sähköpostiin.
form-passkey-there-already = Tällä laitteella on jo pääsyavain.

evening-programme = Ohjelma
