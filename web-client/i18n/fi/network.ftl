### A network's public page, a member's own page, the answer to an invitation.

page-problem-title = Sivu ei auennut
network-invites = Ilta avautuu linkistä, jonka järjestäjä lähettää. Jos haluat mukaan, ota yhteyttä järjestäjään.
network-evenings = Tulevat illat
network-no-evenings = Seuraavaa iltaa ei ole vielä sovittu.
network-calendar = Illat omaan kalenteriin
network-privacy = Näin tietojasi käsitellään

## A member's own page

me-hello = Hei { $name }
me-to-evening = Mene iltaan
me-to-evening-words = Linkkisi on henkilökohtainen: pääset sisään odottamatta. Älä jaa sitä muille.
me-calendar = Vie illat omaan kalenteriin
me-calendar-words = Tämä osoite on sinun. Kalenterisi hakee siitä illat itse. Jos teet uuden osoitteen, vanha lakkaa toimimasta.
me-calendar-open = Avaa kalenterissa
me-calendar-copy = Kopioi osoite
me-answer = Tuletko iltaan: { $title }
me-board = Tiedotteet
me-card = Esittele yrityksesi
me-card-words = Muut illassa olevat näkevät tämän, kun he avaavat nimesi. Kirjoita vain sen, minkä haluat kertoa.
card-does = Mitä teen
card-does-hint = Omin sanoin. Pienikin riittää.
card-needs = Mitä tarvitsen
card-needs-hint = Apua, asiakkaita, tilaa, kaveri messuille – mitä vain.
card-offers = Mitä tarjoan muille
card-offers-hint = Missä voisit auttaa toista yrittäjää.
card-language = Millä kielellä saat viestit
card-picture = Kuva
card-picture-hint = Sinusta, työstäsi tai logosta. PNG, JPEG tai WebP, enintään 3 megatavua.
card-picture-remove = Poista kuva

## The answer to an invitation

rsvp-question = { $name }, tuletko mukaan?
rsvp-yes = Tulen
rsvp-maybe = Ehkä
rsvp-no = En pääse
rsvp-thanks-yes = Kiitos. Mukava, että tulet.
rsvp-thanks-maybe = Kiitos. Voit tulla, vaikka päättäisit vasta samana iltana.
rsvp-thanks-no = Kiitos tiedosta. Ehkä ensi kerralla.
rsvp-change = Voit muuttaa vastaustasi tällä sivulla, kunnes ilta alkaa.
rsvp-cancelled = Tämä ilta on peruttu.
rsvp-over = Tämä ilta on jo pidetty.

## Mail, and a feed

me-mail = Sähköpostit
me-mail-reminders = Muistutukset illoista (päivää ja tuntia ennen) ja hakuajoista
me-mail-digest = Tiedotteet
network-feed = Tiedotteet syötteenä

## Tallessa olevat vastaukset

answers-title = Kysymyksiä ja vastauksia
answers-words = Kysytty illoissa, yritysneuvojat vastanneet.
answers-search = Etsi vastauksista
answers-found = { $count ->
    [one] { $count } vastaus
   *[other] { $count } vastausta
}
answers-by = Vastaaja: { $name }, { $evening }
answers-edit = Muuta
answers-take-down = Poista sivulta
answers-question = Kysymys
answers-answer = Vastaus
answers-audience = Kenelle
answers-everybody = Kaikille
answers-members = Vain verkoston väelle

## Mitä illasta jäi

after-materials = Aineistot
after-pages = { $count ->
    [one] { $count } sivu
   *[other] { $count } sivua
}
after-save = Tallenna: { $title }
after-save-short = Tallenna
after-links = Illassa jaetut linkit
after-answers = Vastatut kysymykset
after-captions = Tekstitys
after-captions-read = Lue
after-captions-read-all = Lue tekstitys: { $language }
after-captions-hide = Piilota
after-captions-hide-all = Piilota tekstitys: { $language }
after-captions-text = Tallenna tekstinä
after-captions-text-all = Tallenna tekstinä: { $language }
after-captions-vtt = Tallenna videotekstityksenä (WebVTT)
after-captions-vtt-all = Tallenna videotekstityksenä (WebVTT): { $language }
after-captions-words = Kirjoitustulkki kirjoitti tämän illan aikana. Siinä voi olla virheitä.
after-spoken = Vastattiin illassa ääneen.
after-next = Seuraava ilta
after-encrypted = Ilta oli päästä päähän salattu. Täällä ei ole mitään siitä, mitä illassa sanottiin, kirjoitettiin tai näytettiin.
after-empty = Tästä illasta ei jäänyt luettavaa.
