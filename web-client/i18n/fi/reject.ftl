### Why something could not be done: what happened, what it means, what to do.

reject-link-unknown = Tätä linkkiä ei löydy. Tarkista, että avasit koko linkin, tai pyydä järjestäjältä uusi.
reject-link-expired = Linkki ei ole enää voimassa. Pyydä järjestäjältä uusi.
reject-link-not-yet = Linkki ei ole vielä voimassa. Se avautuu { $opens_at }.
reject-link-revoked = Linkki ei ole enää voimassa. Pyydä järjestäjältä uusi.
reject-evening-unknown = Tätä iltaa ei löydy. Pyydä järjestäjältä uusi linkki.
reject-evening-not-open = Ilta ei ole vielä alkanut. Ovet avautuvat { $opens_at }.
reject-evening-not-planned = Seuraavaa iltaa ei ole vielä sovittu. Linkkisi on kunnossa: avaa se uudelleen, kun saat tiedon illasta.
reject-evening-ended = Ilta on päättynyt.
reject-room-full = Ilta on täynnä. Mukaan mahtuu { $max ->
    [one] { $max } osallistuja
   *[other] { $max } osallistujaa
}. Yritä hetken päästä uudelleen.
reject-lobby-full = Odotustila on täynnä. Yritä hetken päästä uudelleen.
reject-room-locked = Illan vetäjä on sulkenut oven. Jos sinun kuuluu olla mukana, soita järjestäjälle.
reject-removed = Sinut poistettiin illasta. Jos haluat keskustella asiasta, ota yhteyttä järjestäjään.
reject-denied = Illan vetäjä ei päästänyt sinua sisään. Jos sinun kuuluu olla mukana, soita järjestäjälle.
reject-session-unknown = Paikkasi illassa ehti vanhentua. Liity uudelleen.
reject-not-joined = Et ole vielä liittynyt iltaan. Liity ensin.
reject-already-joined = Olet jo mukana illassa.
reject-not-admitted = Odotat vielä pääsyä. Tämä onnistuu, kun olet sisällä.
reject-rules-not-accepted = Hyväksy ensin illan pelisäännöt.
reject-name-empty = Kirjoita nimesi. Myös lempinimi käy.
reject-name-too-long = Nimi on liian pitkä. Siihen mahtuu { $max ->
    [one] { $max } merkki
   *[other] { $max } merkkiä
}.
reject-name-invalid = Nimessä on merkkejä, joita ei voi näyttää. Kirjoita nimi uudelleen.
reject-business-too-long = Yrityksen nimi on liian pitkä. Siihen mahtuu { $max ->
    [one] { $max } merkki
   *[other] { $max } merkkiä
}.
reject-business-invalid = Yrityksen nimessä on merkkejä, joita ei voi näyttää. Kirjoita se uudelleen.
reject-forbidden = Tämä ei kuulu rooliisi tässä illassa.
reject-participant-unknown = Hän ei ole enää paikalla.
reject-not-waiting = Hän ei enää odota.
reject-not-to-oneself = Tätä ei voi tehdä itselleen.
reject-last-moderator = Illassa pitää olla vähintään yksi vetäjä. Anna rooli ensin toiselle.
reject-source-blocked = Illan vetäjä on estänyt tämän toistaiseksi. Voit kirjoittaa hänelle keskustelussa.
reject-floor-held = Puheenvuoron jakaa nyt illan vetäjä. Pyydä puheenvuoro.
reject-floor-not-held = Puheenvuoroja ei nyt jaeta. Kaikki saavat puhua.
reject-stage-taken = Yhteisessä näkymässä on jo { $name }. Pääset siihen hänen jälkeensä.
reject-not-presenting = Et ole juuri nyt esittäjä. Pyydä illan vetäjää antamaan yhteinen näkymä sinulle.
reject-material-unknown = Tätä asiakirjaa ei ole enää. Lisää se uudelleen.
reject-address-invalid = Tarkista osoite. Sen alussa on https:// ja siinä on enintään { $max } merkkiä.
reject-material-too-large = Tiedosto on liian suuri. Asiakirjassa saa olla enintään { $max } megatavua. Tallenna se pienempänä.
reject-material-too-many-pages = Asiakirjassa on liian monta sivua. Niitä saa olla enintään { $max }. Jaa se osiin.
reject-material-encrypted = Asiakirja on suojattu. Tallenna se ilman salasanaa ja rajoituksia.
reject-material-malformed = Asiakirjaa ei voi lukea. Tallenna se uudelleen PDF-muodossa.
reject-material-active = Asiakirjassa on ohjelma tai liitetiedosto. Tallenna se uudelleen tavallisena PDF-tiedostona.
reject-material-not-pdf = Tämä ei ole PDF-tiedosto. Tallenna asiakirja PDF-muodossa.
reject-upload-offset = Lähetys on jo pidemmällä. Yritä uudelleen.
reject-upload-busy = Tätä tiedostoa lähetetään jo. Odota hetki.
reject-ingest-running = Tässä illassa on jo yksi lähetys. Lopeta se ensin.
reject-ingest-encrypted = Tämä ilta on salattu päästä päähän. Ohjelma ei voi lähettää siihen kuvaa.
reject-storage-full = Palvelimella ei ole tilaa tiedostolle. Kerro siitä järjestäjälle.
reject-text-empty = Kirjoita ensin jotain.
reject-text-too-long = Viesti on liian pitkä. Siihen mahtuu { $max ->
    [one] { $max } merkki
   *[other] { $max } merkkiä
}.
reject-message-unknown = Viestiä ei enää ole.
reject-message-conflict = Viestiä ei voitu lähettää. Kirjoita se uudelleen.
reject-list-too-long = Kerralla mahtuu enintään { $max }.
reject-offer-malformed = Kuvan ja äänen yhteys ei onnistunut. Päivitä selaimesi tai kokeile toista selainta.
reject-offer-no-audio = Ääniyhteys ei onnistunut. Päivitä selaimesi tai kokeile toista selainta.
reject-offer-too-many-lines = Kuvan ja äänen yhteys ei onnistunut. Lataa sivu uudelleen.
reject-offer-direction = Kuvan ja äänen yhteys ei onnistunut. Lataa sivu uudelleen.
reject-offer-lines-mismatch = Kuvan ja äänen yhteys ei onnistunut. Lataa sivu uudelleen.
reject-offer-no-common-codec = Selaimesi ei osaa tämän palvelun ääntä ja kuvaa. Kokeile toista selainta.
reject-no-media = Kuvan ja äänen yhteyttä ei ole. Lataa sivu uudelleen.
reject-group-unknown = Tätä ryhmää ei enää ole.
reject-not-in-group = Et ole nyt pienryhmässä.
reject-in-group = Olet pienryhmässä. Mitä täällä puhutaan, jää tänne. Palaa ensin yhteiseen tilaan.
reject-groups-already-open = Pienryhmät ovat jo käynnissä. Kutsu ne ensin takaisin.
reject-groups-not-open = Pienryhmiä ei ole nyt käynnissä.
reject-groups-not-planned = Ryhmissä ei ole vielä ketään. Jaa osallistujat ensin.
reject-placed-twice = { $name } on kahdessa ryhmässä. Jätä hänet yhteen.
reject-cannot-encrypt = { $name } käyttää selainta, joka ei osaa pienryhmien salausta. Hän voi olla mukana yhteisessä tilassa tai vaihtaa selainta.
reject-topic-unknown = Tätä aihetta ei enää tarjota.
reject-no-more-time = Lisäminuutin voi ottaa kerran, kun ryhmää kutsutaan takaisin.
reject-side-talk-busy = Hän ei ehdi nyt kahdenkeskiseen keskusteluun. Yritä hetken päästä uudelleen.
reject-side-talk-not-asked = Kutsu ei ole enää voimassa.
reject-round-running = Puhekierros on jo käynnissä.
reject-round-not-running = Puhekierros ei ole käynnissä.
reject-round-empty = Puhekierrokselle ei ole ketään. Valitse puhujat.
reject-not-your-turn = Nyt ei ole sinun vuorosi.
reject-number-out-of-range = Valitse luku väliltä { $min }–{ $max }.
reject-mood-not-open = Mielialaa ei nyt kysytä.
reject-mood-answered = Olet jo vastannut. Kiitos.
reject-question-unknown = Kysymystä ei enää ole.
reject-question-over = Kysymys ei enää odota vastausta.
reject-question-answered = Joku muu on jo vastannut tähän. Katso ensin vastaus.
reject-questions-full = Kysymyksiä on jo niin monta kuin mahtuu ({ $max }). Kysy illan vetäjältä.
reject-chat-full = Illan keskustelussa on jo { $max } viestiä. Enempää ei mahdu. Sano asiasi ääneen tai kysy illan vetäjältä.
reject-poll-running = Toinen kysely on auki. Sulje se ensin.
reject-poll-not-open = Kysely on jo päättynyt.
reject-poll-answered = Olet jo vastannut tähän kyselyyn. Kiitos.
reject-polls-full = Tässä illassa on jo ollut { $max } kyselyä. Enempää ei mahdu.
reject-poll-options = Kyselyyn tarvitaan vähintään kaksi erilaista vaihtoehtoa.
reject-ballot-invalid = Tällä tavalla tähän kyselyyn ei voi vastata. Lataa sivu uudelleen.
reject-captions-encrypted = Täällä puhe on päästä päähän salattu, joten myös tekstitys lähetetään vain salattuna. Lataa sivu uudelleen.
reject-captions-not-encrypted = Täällä puhe ei ole salattu, joten tekstitystäkään ei voi lähettää salattuna. Lataa sivu uudelleen.
reject-captions-full = Tekstitystä on tallennettu jo { $max } riviä. Uudet rivit näkyvät kaikille, mutta niitä ei tallenneta.
reject-feedback-given = Olet jo antanut palautetta tästä illasta. Kiitos.
reject-feedback-closed = Palautetta voi antaa illan alusta viikkoon sen jälkeen.
reject-encryption-needed = Tämä puhe on päästä päähän salattu, eikä selaimesi osaa sitä. Avaa linkki uudemmalla selaimella.
reject-key-epoch-over = Salausavaimet vaihtuivat juuri. Tämä korjautuu itsestään.
reject-key-unexpected = Salausavaimista ei päästy yhteisymmärrykseen. Lataa sivu uudelleen.
reject-key-malformed = Salausavaimista ei päästy yhteisymmärrykseen. Lataa sivu uudelleen.
reject-hosting-not-allowed = Et voi avata tätä iltaa nyt. Odota illan vetäjää tai soita järjestäjälle.
reject-too-many-commands = Nyt meni liian nopeasti. Odota hetki ja yritä uudelleen.
reject-too-many-joins = Liittymistä on yritetty monta kertaa. Odota { $seconds ->
    [one] { $seconds } sekunti
   *[other] { $seconds } sekuntia
} ja yritä uudelleen.
reject-message-too-large = Viesti on liian suuri lähetettäväksi. Lyhennä sitä.
reject-malformed = Sivusi ja palvelu eivät ymmärtäneet toisiaan. Lataa sivu uudelleen.
reject-unknown-command = Sivusi on eri versio kuin palvelu. Lataa sivu uudelleen.
reject-protocol-unsupported = Sivusi on eri versio kuin palvelu. Lataa sivu uudelleen.
reject-too-slow = Yhteytesi ei pysynyt mukana. Yhdistetään uudelleen…
reject-resumed-elsewhere = Jatkat iltaa toisessa ikkunassa tai laitteessa.
reject-server-restarting = Palvelu käynnistyy uudelleen. Yhteys palaa itsestään.
reject-internal = Palvelussa on häiriö. Yritä hetken päästä uudelleen. Jos se ei auta, soita järjestäjälle.
reject-unreachable = Palveluun ei saada yhteyttä. Tarkista verkkoyhteytesi ja yritä uudelleen.
