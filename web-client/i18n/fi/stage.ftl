### The common stage: what is shown on it, and what can be done with it.

tool-present = Esitä
more-present = Esitä yhteisessä näkymässä
more-present-business = Esittele yrityksesi
stage-shows = Esittäjä: { $name }
stage-you-show = Sinä esität
stage-left = Esittäjä ei ole paikalla
stage-unknown = Tätä ei voi näyttää. Lataa sivu uudelleen.
stage-undecodable = Tämä selain ei pysty näyttämään tätä lähetystä.
stage-undecodable-sound = Kuulet äänen.
stage-undecodable-help = Kuvan näet, kun avaat linkin toisessa selaimessa, esimerkiksi Chromessa, Edgessä tai Safarissa.
stage-unseen = { $count ->
    [one] Yksi ei näe tätä lähetystä, koska hänen selaimensa ei pysty näyttämään sitä
   *[other] { $count } ihmistä ei näe tätä lähetystä, koska heidän selaimensa eivät pysty näyttämään sitä
}
stage-take = Ota esitettäväksi
stage-hand = Anna toiselle
stage-hand-title = Kuka esittää seuraavaksi
stage-hand-words = Valitsemasi jatkaa siitä, mitä yhteisessä näkymässä on.
stage-hand-screen-words = Näyttösi pysyy näkyvissä, kunnes valitsemasi näyttää omansa.
stage-hand-other-screen-words = Näyttö pysyy näkyvissä, kunnes valitsemasi näyttää omansa.
stage-next = Seuraavaksi esittää { $name }.
stage-clear = Ota pois
said-stage-shows = { $name } näyttää jotakin yhteisessä näkymässä
said-stage-empty = Yhteinen näkymä on nyt tyhjä
said-stage-yours = Yhteinen näkymä on nyt sinun
said-stage-offered = { $name } antaa yhteisen näkymän sinulle. Voit jakaa näyttösi.

## Slides

slides-label = { $title }, sivu { $page } / { $pages }. Vaihda sivua nuolinäppäimillä.
slides-page = Sivu { $page } / { $pages }
slides-page-following = Sivu { $page } / { $pages }, esittäjän sivu
slides-number = { $page } / { $pages }
slides-previous = Edellinen sivu
slides-next = Seuraava sivu
slides-follow = Palaa esittäjän sivulle
slides-large = Suurenna
slides-download = Tallenna itsellesi
slides-opening = Asiakirja avautuu…
slides-problem = Asiakirjaa ei voi näyttää juuri nyt.
slides-again = Yritä uudelleen

## Bringing something onto the stage

present-title = Esitä yhteisessä näkymässä
present-slides = Diat
present-timer = Kello
present-card = Tukikortti
present-business = Yritys
present-slides-words = Lisää asiakirja PDF-muodossa. Kaikki näkevät saman sivun, ja jokainen voi selata myös itse.
present-card-words = Kortti kertoo, miten tukea haetaan. Vain nimi on pakollinen.
present-business-words = Kortti esittelee yrityksen. Vain nimi on pakollinen.
present-show = Näytä
present-erase = Poista
present-may-keep = saa tallentaa
pages = { $count ->
    [one] { $count } sivu
   *[other] { $count } sivua
}
upload-choose = Valitse PDF-tiedosto
upload-download = Osallistujat saavat tallentaa asiakirjan itselleen
upload-going = Lähetetään: { $title }
timer-title = Mihin aika käytetään (vapaaehtoinen)
timer-minutes = Aika
timer-start = Käynnistä kello
timer-pause = Pysäytä
timer-resume = Jatka
timer-more = Minuutti lisää
timer-paused = Kello on pysäytetty
card-title = Tuen nimi
card-text = Mikä se on
card-for-whom = Kenelle
card-amount = Kuinka paljon
card-deadline = Hakuaika päättyy
card-steps = Näin haet
card-steps-each = Näin haet (yksi vaihe riville)
card-link = Lisätietoja verkossa
business-name = Yrityksen nimi
business-person = Kenen se on
business-place = Paikkakunta
business-does = Mitä se tekee
business-offers = Mitä se voi tarjota muille
business-needs = Mitä se etsii
present-board-empty = Verkostossa ei ole vielä julkaistuja tukimuotoja. Voit kirjoittaa kortin itse.
question-now-banner = Vastataan nyt: { $text }

## The card of one's own business

own-card-words = Tältä esittelysi näyttää muille. Tiedot tulevat verkoston sivultasi.
own-card-changed = Tältä esittelysi näyttää muille tänä iltana. Verkoston sivullasi on edelleen entinen esittely.
own-card-tonight = Muutokset näkyvät vain tänä iltana. Verkoston sivullasi mikään ei muutu.
own-card-show = Näytä kaikille
own-card-change = Muuta tätä iltaa varten
own-card-back = Palauta verkoston tiedot
own-card-picture = Näytä myös kuva
action-card = Pyydä esittelemään yrityksensä
card-asked = { $name } pyytää sinua esittelemään yrityksesi yhteisessä näkymässä.
card-look = Katso esittelysi
card-decline = Ei nyt
notice-card-declined = { $name } ei esittele yritystään juuri nyt.
