### Small groups, rounds and what else people do for each other.

done = Valmis
minutes = { $count } min
minutes-and-half = { $count },5 min
seconds = { $count } s
time-left = { $minutes }.{ $seconds }
time-left-label = Aikaa jäljellä { $minutes } min { $seconds } s

## A group, as its members see it

group = Pienryhmä { $number }
group-with-topic = Pienryhmä { $number }: { $topic }
group-private = Teitä on täällä { $count }. Muut eivät kuule eivätkä näe.
group-assigned = { $group } odottaa sinua.
group-enter = Mene ryhmään
group-leave = Palaa yhteiseen tilaan
group-call-moderator = Pyydä vetäjä tänne
group-moderator-called = Vetäjää on pyydetty
group-called-back = Ryhmä päättyy kohta. Sanokaa vielä, mitä jäi sanomatta.
group-one-more-minute = Vielä minuutti
group-calls = { $group } pyytää vetäjää paikalle.
visit-announced = { $name } tulee ryhmään hetken päästä.
side-talk = Kahdenkeskinen keskustelu
side-talk-leave = Palaa muiden luo

action-side-talk = Kutsu keskustelemaan kahden
side-talk-asked = { $name } haluaisi jutella kanssasi kahden.
side-talk-waiting = Odotetaan vastausta: { $name }
side-talk-accept = Jutellaan
side-talk-decline = Ei nyt

topics-choose = Mistä haluaisit puhua pienryhmässä?
topics-chosen = Valitsit aiheen: { $topic }
topics-open = Valitse aihe
topics-change = Vaihda aihetta
topics-title = Ryhmän aihe
topics-words = Valitse, mistä haluaisit puhua. Illan vetäjä tekee ryhmät aiheiden mukaan.

## Arranging groups

more-groups = Pienryhmät
groups-title = Pienryhmät
groups-words = Jaa osallistujat pieniin ryhmiin. Ryhmässä puhutut asiat jäävät ryhmään.
groups-how = Miten jaetaan
groups-way-size = Ryhmän koon mukaan
groups-way-number = Ryhmien määrän mukaan
groups-way-mixed = Niin, että tapaa uusia ihmisiä
groups-way-topic = Aiheen mukaan, jonka kukin valitsee itse
groups-size = Ryhmän koko
groups-number = Ryhmien määrä
groups-arrange = Jaa ryhmiin
groups-topics = Aiheet, yksi riville
groups-offer-topics = Anna valita aihe
groups-topics-chosen = Valitut aiheet
groups-planned = Ryhmät ennen avaamista
groups-move-hint = Siirrä nimi toiseen ryhmään vetämällä tai valitsemalla ryhmä nimen vierestä.
groups-move = Ryhmä: { $name }
groups-new = Uusi ryhmä
groups-new-hint = Vedä nimi tähän.
groups-none = Ei ryhmää
groups-left = Ilman ryhmää, jäävät yhteiseen tilaan
groups-time = Aika
groups-no-time = Ei aikarajaa
groups-open = Avaa ryhmät
groups-elsewhere = ei ryhmässä
groups-calls = Pyytää vetäjää
groups-visit = Käy ryhmässä
groups-visit-hint = Ryhmälle kerrotaan tulostasi ennen kuin kuulet tai näet ketään.
groups-message = Viesti kaikille ryhmille
groups-message-send = Lähetä kaikille ryhmille
groups-message-sent = Viesti lähetettiin kaikille.
groups-timer = Aikaa tästä eteenpäin
groups-timer-set = Aseta aika
groups-call-back = Kutsu takaisin minuutin päästä
groups-close-now = Päätä ryhmät heti

## Rounds

more-round = Aloita puhekierros
round-title = Puhekierros
round-enforced-short = muut ovat hiljaa
round-your-turn = Sinun vuorosi
round-speaks = Puheenvuoro: { $name }
round-time-over = Aika on täynnä. Sanotaan lause rauhassa loppuun.
round-then = Seuraavaksi:
round-queue = Puhujien järjestys
round-left = Puhumatta
round-last = Tämä on kierroksen viimeinen puheenvuoro.
round-paused = Kierros on tauolla
round-paused-left = Tauolla, jäljellä { $minutes }.{ $seconds }
round-choosing = { $name } valitsee seuraavan puhujan
round-choose-yours = Valitse seuraava puhuja
round-choosing-host = Illan vetäjä valitsee seuraavan puhujan
round-nominate = Anna vuoro: { $name }
round-done = Olen valmis
round-pass = Ohitan vuoroni
round-later = Palaa minuun lopuksi
round-after-all = Haluan sittenkin puhua
round-leading = Kierroksen ohjaus
round-pause = Tauko
round-resume = Jatka
round-skip = Seuraava
round-end = Lopeta kierros
round-start-title = Aloita puhekierros
round-start-words = Jokainen saa saman ajan puhua. Vuoron voi aina ohittaa.
round-order = Järjestys
round-order-random = Arvotaan
round-order-least-spoken = Ensin ne, jotka ovat puhuneet vähiten
round-order-roster = Saapumisjärjestyksessä
round-order-nomination = Jokainen valitsee seuraavan
round-first = Kuka aloittaa
round-seconds = Aika puhujaa kohti
round-enforced = Muiden mikrofonit ovat pois toisen puhuessa
round-start = Aloita kierros
speaking-time = Puhunut { $minutes } min { $seconds } s
people-elsewhere = Pienryhmissä ({ $count })

## How people feel

mood-ask-door = Millä mielellä tulit tänään?
mood-ask-end = Millä mielellä lähdet illasta?
mood-heavy = Raskas
mood-low = Vähän maassa
mood-even = Siltä väliltä
mood-light = Hyvä
mood-bright = Oikein hyvä
mood-skip = En vastaa
mood-anonymous = Vastaukset ovat nimettömiä. Kukaan ei näe, mitä juuri sinä vastasit.
mood-thanks = Kiitos vastauksesta.
mood-result-door = Millä mielellä tultiin
mood-result-end = Millä mielellä lähdetään
mood-too-few = Vastauksia tuli alle viisi, joten niitä ei näytetä kenellekään.
mood-result-heavy = Monella on nyt raskasta. Et ole yksin. Apua saa.
more-mood = Mieliala ja tuki
mood-host-words = Jokainen vastaa yhdellä napautuksella ja nimettömänä, tai jättää vastaamatta. Summa näytetään kerran kaikille, jos vastauksia tulee vähintään viisi.
mood-host-door = Tullessa
mood-host-door-words = Myös ovella odottavilta kysytään.
mood-host-end = Lähtiessä
mood-host-end-words = Kysy, kun ilta alkaa olla lopussa.
mood-host-told = Vastaukset on näytetty. Samaa ei kysytä toista kertaa.
mood-host-open = Kysy mielialaa
mood-host-close = Päätä kysely ja näytä summa

## Whom to turn to

contacts-open = Jos on raskasta
contacts-title = Jos on raskasta
contacts-words = Et ole yksin. Näihin voit soittaa tai kirjoittaa. Kukaan illassa ei näe, että katsoit tätä.
contacts-none = Järjestäjä ei ole lisännyt muita yhteystietoja. Voit kirjoittaa myös vain illan vetäjälle.
contacts-emergency = Hätätilanteessa soita:
help-offer-title = Tarjoa tukea
help-offer-words = Kaikille näytetään hiljainen viesti, josta saa auki yhteystiedot. Kenenkään ei tarvitse vastata.
help-offer = Tarjoa tukea kaikille
notice-help-offered = Jos ilta tuntui raskaalta, et ole yksin. Täältä löydät, kenelle voit soittaa.

## Notices

notice-placed-groups-opened = Olet nyt pienryhmässä. Se, mitä täällä sanotaan, jää tänne.
notice-placed-moved = Illan vetäjä siirsi sinut toiseen tilaan.
notice-placed-group-closed = Pienryhmät päättyivät. Olet taas yhteisessä tilassa.
notice-placed-side-talk = Olette nyt kahden kesken.
notice-placed-side-talk-over = Kahdenkeskinen keskustelu päättyi.
notice-side-talk-declined = { $name } ei ehdi nyt kahdenkeskiseen keskusteluun.
notice-groups-message = { $name }: { $text }
notice-not-placed = Jäät yhteiseen tilaan, koska selaimesi ei osaa suojata ryhmän puhetta. Kokeile uudempaa selainta.
said-called-back = Ryhmä päättyy kohta.
said-visit = { $name } tulee ryhmään hetken päästä.
said-here = Tuli tähän tilaan: { $name }
said-not-here = Lähti tästä tilasta: { $name }
