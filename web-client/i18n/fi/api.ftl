### Mitä palvelin vastaa, kun järjestäjän puolella jokin ei onnistunut.

api-not-signed-in = Et ole kirjautunut sisään, tai kirjautumisesi on vanhentunut. Kirjaudu uudelleen.
api-forbidden = Sinulla ei ole oikeutta tähän. Pyydä järjestäjää tekemään se.
api-scope-missing = Tällä ohjelman avaimella ei ole oikeutta { $scope }.
api-origin-foreign = Pyyntö tuli toiselta sivustolta. Avaa tämän palvelun oma sivu ja tee sama siellä.
api-sign-in-unknown = Kirjautumislinkki on jo käytetty tai vanhentunut. Pyydä uusi.
api-passkey-refused = Avainta ei voitu tarkistaa. Yritä uudelleen tai kirjaudu linkillä.
api-passkey-unavailable = Tällä osoitteella ei voi käyttää avainta. Kirjaudu linkillä.
api-mail-impossible = Viestiä ei voi lähettää: palvelimella ei ole sähköpostia käytössä, tai henkilöltä puuttuu osoite.
api-too-many-requests = Yrityksiä tuli liian monta. Odota hetki ja yritä uudelleen.
api-not-found = Tätä ei löydy. Se on ehkä poistettu.
api-method-not-allowed = Tätä ei voi tehdä tälle kohteelle.
api-request-malformed = Pyyntöä ei ymmärretty. Lataa sivu uudelleen ja yritä vielä kerran.
api-body-too-large = Lähetit liikaa kerralla. Enintään { $max } tavua mahtuu.
api-media-type = Tällaista tiedostoa ei voi käyttää tässä.
api-version-needed = Muutosta ei voitu tallentaa. Lataa sivu uudelleen ja yritä vielä kerran.
api-stale = Joku muu ehti muuttaa samaa kohtaa. Mitään ei ole hävinnyt: katso uusi sisältö ja tallenna uudelleen.
api-idempotency-key-reused = Sama lähetys tuli kahdesti eri sisällöllä. Lataa sivu uudelleen ja yritä vielä kerran.
api-idempotency-key-invalid = Lähetyksen tunniste ei kelpaa. Lataa sivu uudelleen ja yritä vielä kerran.
api-value-empty = Tämä kohta ei voi olla tyhjä: { $field }.
api-value-too-long = Teksti on liian pitkä. Kohtaan { $field } mahtuu { $max } merkkiä.
api-value-invalid = Kohdassa { $field } on jotain, mitä ei voi käyttää. Tarkista se.
api-value-out-of-range = Kohdan { $field } luvun pitää olla { $min }–{ $max }.
api-email-invalid = Sähköpostiosoite ei kelpaa. Tarkista kirjoitusasu.
api-slug-taken = Toisella verkostolla on jo tämä lyhyt nimi. Valitse toinen.
api-list-full = Niitä on jo { $max }. Poista ensin yksi.
api-last-organizer = Verkostolla pitää olla järjestäjä. Lisää ensin toinen järjestäjä.
api-picture-too-large = Kuva on liian suuri. Enintään { $max } tavua kelpaa.
api-picture-too-wide = Kuvassa on liikaa kuvapisteitä. Leveyttä ja korkeutta saa olla enintään { $max }.
api-picture-is-svg = SVG-kuvaa ei voi käyttää. Tallenna kuva PNG- tai JPEG-muotoon.
api-picture-unreadable = Kuvaa ei voitu lukea. Käytä PNG-, JPEG- tai WebP-kuvaa.
api-table-no-name = Taulukosta puuttuu sarake yritykselle. Nimeä se ensimmäisellä rivillä sanalla yritys.
api-table-empty = Taulukossa ei ole yhtään riviä, jonka voisi lukea.
api-table-too-long = Taulukossa on liikaa rivejä. Kerralla mahtuu { $max }.
api-table-lines-wrong = Mitään ei tuotu, koska taulukossa on korjattavaa: { $lines ->
    [one] { $lines } kohta
   *[other] { $lines } kohtaa
}.
api-table-line-twice = Sama on jo rivillä { $first }. Poista toinen.
api-time-malformed = Kohdassa { $field } pitää olla päivä ja kellonaika.
api-time-zone-unknown = Aikavyöhykettä ei tunneta. Kirjoita se näin: Europe/Helsinki.
api-rule-malformed = Toistosääntöä ei ymmärretty. Tarkista se.
api-rule-unsupported = Iltoja voi toistaa päivittäin, viikoittain, kuukausittain tai vuosittain, enintään kerran päivässä.
api-rule-never-happens = Säännöstä ei tule yhtään iltaa. Tarkista päivät ja loppupäivä.
api-evening-over = Ilta on jo ohi tai peruttu, joten sitä ei voi enää muuttaa. Voit kopioida sen uudeksi illaksi.
api-scheme-unfinished = Kirjoita ainakin nimi ja mistä tuessa on kyse. Sitten tukimuodon voi julkaista.
api-contact-missing = Kirjoita sähköpostiosoite tai puhelinnumero, johon neuvoja voi ottaa yhteyttä.
api-consent-needed = Suostumuksen teksti on muuttunut, tai sitä ei ole vielä hyväksytty. Lue se ja rastita ruutu.
api-no-advisor = Verkostolla ei ole nyt yritysneuvojaa. Kysy järjestäjältä.
api-encryption-fixed = Ovet ovat jo auki, joten salausta ei voi enää vaihtaa. Voit tehdä uuden illan.
api-captions-fixed = Ovet ovat jo auki, joten tekstityksen tallennusta ei voi enää vaihtaa. Tallennetun tekstityksen voit poistaa illan jälkeen heti.
api-captions-kept-encrypted = Salatun illan tekstitystä ei voi tallentaa. Valitse jompikumpi: salaus tai tekstityksen tallennus.
api-evening-not-over = Tämä onnistuu vasta, kun ilta on päättynyt. Yritä uudelleen illan jälkeen.
api-mail-off = Tämä palvelin ei lähetä sähköpostia. Pyydä ylläpitäjää ottamaan sähköposti käyttöön.
api-webhook-address = Osoitteeseen ei voi lähettää ilmoituksia. Käytä julkista osoitetta, joka alkaa https://.
api-server-fault = Palvelussa on vika. Yritä hetken päästä uudelleen.
