### The guidance board: support schemes, as people read them and as advisors write them.

board-title = Tukimuodot
board-search = Hae tukimuotoja
board-found = { $count ->
    [0] Tällä haulla ei löytynyt tukimuotoja.
    [one] { $count } tukimuoto
   *[other] { $count } tukimuotoa
}
scheme-until = Hakuaika päättyy { $when }
scheme-over = Hakuaika päättyi { $when }
scheme-open = Haettavissa koko ajan
scheme-amount = Kuinka paljon
scheme-steps = Näin haet
scheme-apply = Haen tätä
scheme-applying = Haet tätä tukea
scheme-apply-words = Merkinnän näet vain sinä.
scheme-apply-reminders = Jos muistutukset ovat sinulla käytössä, saat ne sähköpostiin viikkoa ja päivää ennen hakuajan loppua.

## For whoever writes the board

section-schemes = Tuet
schemes-words = Tukimuodot, joista jäsenet lukevat omalta sivultaan ja joita voit näyttää illassa.
schemes-none-title = Taululla ei ole vielä tukimuotoja
schemes-none-words = Kirjoita, mitä tukea voi hakea, kenelle se on ja miten haku tehdään. Näet luonnoksen ennen kuin julkaiset sen.
scheme-new = Uusi tukimuoto
scheme-state-draft = Luonnos
scheme-state-published = Julkaistu
scheme-for-all = myös muille kuin jäsenille
scheme-to-be-checked = Tarkistettava
scheme-check-words = Tarkistuspäivä on tullut. Katso, pitävätkö tiedot vielä paikkansa, ja valitse uusi tarkistuspäivä.
scheme-changed = Muutettu { $day }
scheme-in-language = Tekstit: { $language }
scheme-name = Tuen nimi
scheme-text = Mikä se on
scheme-text-hint = Parilla lauseella, omin sanoin. Illassa näytetään alku.
scheme-for-whom = Kenelle
scheme-steps-hint = Yksi vaihe riville.
scheme-links = Linkit
scheme-links-hint = Yksi linkki riville: nimi ja osoite, joka alkaa https://.
scheme-deadline = Viimeinen hakupäivä
scheme-deadline-hint = Jätä tyhjäksi, jos tukea voi hakea koko ajan.
scheme-deadline-clock = Kellonaika
scheme-review = Tarkista viimeistään
scheme-review-hint = Sinä päivänä taulu muistuttaa, että tiedot on syytä tarkistaa.
scheme-state = Kuka tämän näkee
scheme-choose-draft = Luonnos: vain neuvojat ja järjestäjät
scheme-choose-published = Julkaistu: verkoston jäsenet
scheme-public = Julkaistuna myös kaikille
scheme-public-hint = Tuki näkyy silloin myös verkoston julkisella sivulla.
scheme-remove = Poista tukimuoto
scheme-remove-title = Poistetaanko tukimuoto?
scheme-remove-words = { $name } poistuu taululta tiedostoineen. Tätä ei voi perua.

## On the stage

present-board-words = Valitse tuki, jonka kaikki näkevät.
present-card-by-hand = Kirjoita kortti itse
