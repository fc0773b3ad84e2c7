### The organizer's side: signing in, the network, its members and staff.

## Frame

console-title = Järjestäjän sivut
console-sections = Osiot
section-start = Alku
section-members = Jäsenet
section-evenings = Illat
section-announcements = Tiedotteet
section-staff = Tekijät
section-settings = Asetukset
networks-title = Verkostosi
network-another = Perusta uusi verkosto

## Signing in

sign-in-title = Tervetuloa järjestämään
sign-in-words = Tällä linkillä pääset verkoston järjestäjän sivuille.
sign-in = Kirjaudu sisään
sign-in-once = Linkki toimii yhden kerran. Sen jälkeen pysyt kirjautuneena tällä laitteella.
sign-in-other-ways = Voit kirjautua myös näin:
sign-in-needed = Kirjaudu, niin pääset verkostosi sivuille.
sign-in-email = Sähköpostisi
sign-in-email-hint = Lähetämme linkin, jolla kirjaudut. Salasanaa ei tarvita.
sign-in-send = Lähetä linkki
sign-in-sent = Jos osoite on jonkin verkoston järjestäjän, linkki on matkalla. Katso myös roskaposti.
sign-in-lost = Sähköposti ei enää toimi?
sign-in-lost-words = Toinen järjestäjä voi vaihtaa sähköpostisi kohdassa Tekijät. Jos toista ei ole, palvelimen ylläpitäjä voi tehdä sinulle uuden linkin.
passkey-sign-in = Kirjaudu pääsyavaimella
passkey-sign-in-words = Sormenjälki, kasvot tai laitteen PIN-koodi.
session-over-title = Kirjautuminen on päättynyt
session-over-words = Kirjoittamasi on tallessa tällä sivulla. Kirjaudu uudelleen ja jatka siitä, mihin jäit.
session-over-again = Kirjauduin toisessa välilehdessä
account-open = Oma käyttö
account-title = Oma käyttö
account-theme = Ulkoasu
account-theme-system = Kuten laitteessa
account-theme-light = Vaalea
account-theme-dark = Tumma
sign-out = Kirjaudu ulos
passkeys-title = Pääsyavaimet
passkeys-words = Pääsyavain on tällä laitteella. Sillä kirjaudut ilman sähköpostia ja salasanaa.
passkey-add = Lisää pääsyavain tälle laitteelle
passkey-of = Pääsyavain { $when }
passkey-remove = Poista: { $title }

## A new network

network-new-title = Perusta verkosto
network-new-words = Muutama kohta riittää alkuun. Kaikkea voi muuttaa myöhemmin.
network-name = Verkoston nimi
network-name-hint = Esimerkiksi Meri-Lapin yrittäjät
network-languages = Kielet, joita illoissa puhutaan
organizer-name = Sinun nimesi
organizer-email = Sinun sähköpostisi
organizer-email-hint = Tähän lähetämme linkin, kun kirjaudut seuraavan kerran.
network-address = Verkoston oma sivu
network-slug = Sivun osoite
network-slug-hint = Sivu näkyy osoitteessa { $address }
network-make = Perusta verkosto

## Start

steps-title = Näin pääset alkuun
step-done = (tehty)
step-members = Lisää jäsenet
step-members-words = Tuo ne taulukosta tai kirjoita yksi kerrallaan. Kolmekin riittää alkuun.
step-members-action = Lisää jäseniä
step-evening = Sovi illoista
step-evening-words = Esimerkiksi joka tiistai klo 18. Seuraavat illat syntyvät itsestään.
step-evening-action = Sovi illoista
step-invite = Kutsu väki
step-invite-words = Jokainen saa kutsun sähköpostiin ja vastaa yhdellä painalluksella.
step-invite-action = Lähetä kutsut
step-help = Kerro, mistä saa tukea
step-help-words = Esimerkiksi kriisipuhelin ja yritysneuvojan numero. Ne ovat illassa aina lähellä.
step-help-action = Lisää yhteystietoja
step-organizer = Pyydä toinen järjestäjä
step-organizer-words = Silloin verkosto ei ole yhden ihmisen varassa.
step-organizer-action = Lisää järjestäjä
step-passkey = Lisää pääsyavain tälle laitteelle
step-passkey-words = Sillä kirjaudut sormenjäljellä tai PIN-koodilla, ilman sähköpostia.
step-passkey-action = Lisää pääsyavain
start-next-evening = Seuraava ilta
start-also = Muuta
start-first-announcement = Kirjoita ensimmäinen tiedote

## Members

members-words = Yritykset ja niiden ihmiset. Jokaisella on oma linkki, jolla pääsee sisään odottamatta.
members-none-title = Jäseniä ei ole vielä
members-none-words = Jos jäsenet ovat jo taulukossa, tuo ne kerralla. Muuten lisää ensimmäinen käsin.
members-import = Tuo taulukosta
members-export = Lataa taulukkona
members-search = Etsi
members-count = { $count ->
    [one] { $count } jäsen
   *[other] { $count } jäsentä
}
member-add = Lisää jäsen
member-name = Yritys
member-line = Ala
member-place = Paikkakunta
member-nobody = Ei vielä ihmisiä
member-first-person = Yhteyshenkilö
member-remove = Poista jäsen
member-remove-title = Poistetaanko { $name }?
member-remove-words = Yrityksen ihmisten linkit lakkaavat toimimasta heti, eikä heille enää lähetetä kutsuja.
persons-title = Ihmiset
persons-words = Kutsut lähtevät niille, joilla on sähköposti.
person-add = Lisää ihminen
person-name = Nimi
person-email = Sähköposti
person-language = Viestien kieli
person-bounced = Viestit tähän osoitteeseen palaavat takaisin. Tarkista osoite.
person-remove = Poista ihminen
person-remove-title = Poistetaanko { $name }?
person-remove-words = Hänen linkkinsä lakkaa toimimasta heti, eikä hänelle enää lähetetä viestejä.

## Links

link-make = Tee oma linkki
link-renew = Tee uusi linkki
link-renew-title = Uusi linkki: { $name }
link-renew-words = Vanha linkki lakkaa toimimasta heti. Uusi näytetään sinulle kerran.
link-revoke = Peru linkki
link-revoke-title = Perutaanko linkki: { $name }?
link-revoke-words = Linkki lakkaa toimimasta heti. Uuden voi tehdä milloin vain.
link-there = Linkki on voimassa
link-none = Linkkiä ei ole
link-personal-words = Tämä linkki on vain hänelle: { $name }. Sillä pääsee iltaan odottamatta.
link-once = Linkki näytetään vain nyt. Jos se katoaa, tee uusi.
link-print = Tulosta
link-print-words = Avaa puhelimen kamera ja osoita ruutua, tai kirjoita osoite selaimeen.
link-qr = Linkki ruutukoodina
guest-title = Vieraslinkit
guest-words = Vieraslinkin voi julkaista. Sillä tulevat odottavat ovella, kunnes illan vetäjä päästää sisään.
guest-none = Vieraslinkkejä ei ole.
guest-made = Tehty { $when }
guest-make = Tee vieraslinkki
guest-sheet-words = Tervetuloa iltaan. Illan vetäjä päästää sinut sisään.
guest-revoke-title = Perutaanko vieraslinkki?
guest-revoke-words = Linkki lakkaa toimimasta heti kaikilta, joilla se on.

## Bringing members from a table

import-words = Ensin näytetään, mitä tapahtuisi. Mitään ei muuteta ennen kuin hyväksyt.
import-how = Millainen taulukko
import-columns = Ensimmäisellä rivillä on sarakkeiden nimet. Yritys on pakollinen, muut ovat vapaaehtoisia.
import-sample = Esimerkki
import-sample-table =
    yritys;ala;paikkakunta;nimi;sähköposti;kieli
    Ainon käsityöt;käsityö;Rovaniemi;Aino Niemelä;aino@example.fi;fi
    Kemin kalastus;kalastus;Kemi;Eero Mäki;eero@example.fi;fi
import-excel = Excelissä ja LibreOfficessa: Tallenna nimellä, tyyppi CSV.
import-file = Taulukko (CSV)
import-paste = Tai liitä rivit tähän
import-look = Katso, mitä tapahtuisi
import-preview = Mitä tapahtuisi
import-summary = Uusia: { $created }. Muuttuvia: { $updated }.
import-what = Mitä
import-what-new = uusi
import-what-update = muuttuu
import-what-same = ennallaan
import-line = Rivi { $line }:
import-problems = { $count ->
    [one] Yhtä riviä ei voi tuoda:
   *[other] { $count } riviä ei voi tuoda:
}
import-problems-words = Korjaa rivit taulukossa ja valitse se uudelleen. Mitään ei tuoda, ennen kuin kaikki rivit kelpaavat.
import-carry = { $count ->
    [one] Tuo { $count } rivi
   *[other] Tuo { $count } riviä
}
import-done-title = Jäsenet on tuotu
import-done = Uusia: { $created }. Muuttuneita: { $updated }.
import-done-next = Seuraavaksi voit sopia illoista ja kutsua väen.
import-to-members = Katso jäseniä
import-to-evenings = Sovi illoista

## Staff

staff-words = Ne, jotka pitävät iltoja ja verkostoa pystyssä.
staff-add = Lisää tekijä
staff-none-title = Tekijöitä ei ole vielä
staff-none-words = Lisää illan vetäjä, yritysneuvoja tai toinen järjestäjä.
staff-second-organizer = Järjestäjiä on yksi. Lisää toinen, niin verkosto ei ole yhden ihmisen varassa.
staff-email-hint = Järjestäjä tarvitsee sähköpostin kirjautumiseen.
staff-role = Rooli
staff-role-moderator = Illan vetäjä: avaa oven ja pitää huolta keskustelusta
staff-role-advisor = Yritysneuvoja: kertoo tuista ja vastaa kysymyksiin
staff-role-captioner = Kirjoitustulkki: kirjoittaa puheen tekstiksi
staff-role-organizer = Järjestäjä: pääsee myös näille sivuille

## Settings

settings-network = Verkosto
settings-public-text = Esittely
settings-public-text-hint = Näkyy kaikille verkoston omalla sivulla.
settings-contact-email = Yhteyssähköposti
settings-contact-email-hint = Näkyy verkoston sivulla ja kutsuissa.
settings-help-phone = Apupuhelin illan aikana
settings-help-phone-hint = Tähän soittaa se, jonka ilta ei aukea.
settings-accent = Väri
accent-dusk = Hämärä
accent-spruce = Kuusi
accent-lingon = Puolukka
accent-lamp = Lamppu
settings-rules = Illan pelisäännöt
settings-rules-hint = Yksi sääntö riville. Jokainen hyväksyy nämä ennen kuin tulee sisään.
settings-members-may-host = Jäsen saa avata illan, jos vetäjää ei ole
settings-members-may-host-hint = Niin ilta ei jää pitämättä, jos vetäjä on estynyt.
settings-more = Tietosuoja ja aika
settings-privacy = Tietosuojateksti
settings-privacy-hint = Kuka käsittelee tietoja ja miksi. Näkyy verkoston sivulla.
settings-zone = Aikavyöhyke
settings-chat-days = Keskustelut ja tallennettu tekstitys poistetaan, vuorokautta
settings-attendance-days = Osallistujalistat poistetaan, vuorokautta
settings-days-hint = Lasketaan illasta.
logo-title = Verkoston merkki
logo-add = Lisää kuva
logo-change = Vaihda kuva
logo-hint = PNG, JPEG tai WebP, enintään 3 megatavua.
logo-remove = Poista merkki
helper-title = Mistä saa tukea
helper-words = Nämä näkyvät ovella, illassa ja lopuksi kohdassa ”Jos on raskasta”. Kukaan ei näe, kuka niitä katsoo.
helper-none = Yhteystietoja ei ole vielä.
helper-add = Lisää yhteystieto
helper-who = Kuka auttaa
helper-who-hint = Esimerkiksi Kriisipuhelin
helper-address = Puhelin, sähköposti tai verkko-osoite
helper-address-hint = Esimerkiksi 09 2525 0111
helper-hours = Milloin
helper-language = Kieli
helper-remove = Poista: { $title }
helper-remove-words = Se ei enää näy illoissa.
public-page-title = Verkoston oma sivu
public-page-words = Kaikille avoin sivu: esittely, tulevat illat ja kalenteri. Jäsenet eivät näy siellä.
public-page-open = Avaa sivu

## Links by mail

link-mail = Lähetä uusi linkki sähköpostiin
link-mail-title = Lähetetäänkö linkki: { $name }?
link-mail-words = Hän saa viestin osoitteeseen { $email }. Siinä on hänen oma sivunsa. Vanha linkki lakkaa toimimasta.
link-mail-send = Lähetä
link-own-page = Oma sivu, jolla voi vastata kutsuihin ja esitellä yrityksensä:
import-ignored = Näitä sarakkeita ei lueta: { $columns }
import-rows = Luetut rivit
link-sign-in = Tee kirjautumislinkki näille sivuille
link-sign-in-words = Tällä linkillä { $name } kirjautuu järjestäjän sivuille yhden kerran. Anna se vain hänelle.

## Other programs

programs-title = Muut ohjelmat
programs-words = Jos verkostolla on oma verkkosivu tai ohjelma, se voi käyttää näitä. Muuten et tarvitse tätä.
programs-open = Avaimet ja ilmoitukset
programs-openapi = Rajapinnan kuvaus ohjelman tekijälle
tokens-title = Avaimet ohjelmille
tokens-words = Avaimella ohjelma pääsee verkoston tietoihin ilman sinua. Anna vain ne oikeudet, jotka se tarvitsee.
tokens-none = Avaimia ei ole.
token-make = Tee avain
token-made = Tehty { $day }
token-until = voimassa { $day } asti
token-forever = voimassa toistaiseksi
token-title = Mihin avain tulee
token-title-hint = Esimerkiksi Verkkosivun kalenteri
token-scopes = Mitä avaimella saa tehdä
token-life = Kuinka kauan avain on voimassa
token-life-90 = 90 vuorokautta
token-life-365 = vuoden
token-life-forever = toistaiseksi
token-secret-words = Tallenna avain nyt siihen ohjelmaan, joka sitä käyttää.
token-revoke = Peru avain
token-revoke-this = Peru avain: { $title }
token-revoke-title = Perutaanko avain: { $title }?
token-revoke-words = Ohjelma, joka käyttää avainta, ei pääse enää verkoston tietoihin.
scope-network-read = lukea asetuksia ja linkkejä
scope-network-write = muuttaa asetuksia ja linkkejä
scope-members-read = lukea jäsenten tietoja
scope-members-write = muuttaa jäsenten tietoja
scope-evenings-read = lukea iltoja, vastauksia ja tallennettua tekstitystä
scope-evenings-write = sopia ja muuttaa iltoja
scope-announcements-read = lukea tiedotteita
scope-announcements-write = kirjoittaa tiedotteita
scope-schemes-read = lukea tukikortteja
scope-schemes-write = muuttaa tukikortteja
scope-webhooks-write = muuttaa ilmoituksia ohjelmille
secret-once = Tämä näytetään vain nyt. Jos se katoaa, tee uusi.
secret-copy = Kopioi
secret-copied = Kopioitu
hooks-title = Ilmoitukset ohjelmille
hooks-words = Palvelin kertoo annettuun osoitteeseen (webhook), kun ilta alkaa tai päättyy. Ihmisiä ei nimetä.
hooks-none = Ilmoituksia ei lähetetä minnekään.
hook-add = Lisää osoite
hook-url = Osoite
hook-url-hint = Alkaa https:// ja on julkinen.
hook-events = Mistä kerrotaan
hook-evening-started = ilta alkoi
hook-evening-joined = joku tuli iltaan
hook-evening-ended = ilta päättyi
hook-fine = Toimii.
hook-failing = Ohjelmaa ei ole tavoitettu { $when } jälkeen. Yritämme edelleen.
hook-is-off = Pois päältä. Mitään ei lähetetä.
hook-try = Kokeile
hook-on = Ota käyttöön
hook-off = Pysäytä
hook-heard = Ohjelma vastasi, että se kuuli.
hook-problem-address = Osoitteeseen ei lähetetä: sen täytyy alkaa https:// ja olla julkinen.
hook-problem-silent = Ohjelma ei vastannut ajoissa.
hook-problem-unreachable = Ohjelmaa ei tavoitettu. Tarkista osoite.
hook-problem-garbled = Ohjelman vastausta ei voinut lukea.
hook-problem-status = Ohjelma ei ottanut ilmoitusta vastaan. Se vastasi { $status }.
hook-deliveries = Viimeksi lähetetyt
hook-deliveries-none = Mitään ei ole vielä lähetetty.
hook-delivered = Perillä { $when }
hook-waiting = Yritetään uudelleen { $when }
hook-given-up = { $count ->
    [one] Ei mennyt perille yhdellä yrityksellä
   *[other] Ei mennyt perille { $count } yrityksellä
}
hook-remove-title = Poistetaanko osoite?
hook-remove-words = Osoitteeseen { $url } ei enää kerrota mitään.
hook-secret = Allekirjoituksen avain
hook-secret-words = Tällä ohjelma tarkistaa, että ilmoitus tuli täältä. Tallenna se ohjelmaan nyt.
