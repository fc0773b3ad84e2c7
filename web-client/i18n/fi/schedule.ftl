### Evenings, series of them, invitations, and the board.

## The calendar

evenings-words = Sovi yksi ilta tai sarja, joka toistuu itsestään.
evenings-none-title = Iltoja ei ole vielä sovittu
evenings-none-words = Moni verkosto tapaa samaan aikaan viikosta. Aloita siitä.
evenings-coming = Tulevat illat
evenings-no-coming = Tulevia iltoja ei ole.
evenings-past = Menneet illat ({ $count })
series-title = Sarjat
evening-new = Uusi ilta
evening-title = Otsikko
evening-title-hint = Esimerkiksi Koronailta tai Tukien hakeminen
evening-date = Päivä
evening-clock = Kellonaika
evening-length = Kesto
evening-doors = Ovet aukeavat
evening-doors-before = { $count ->
    [0] illan alkaessa
   *[other] { $count } min ennen
}
length-minutes = { $minutes } min
length-hours = { $hours } h
length-both = { $hours } h { $minutes } min
evening-more = Ohjelma, paikka ja neuvoja
evening-programme-hint = Mitä illassa on. Tulee kutsuun.
evening-place = Paikka
evening-place-hint = Jos osa istuu samassa huoneessa.
evening-advisor = Yritysneuvoja
evening-advisor-none = Ei kutsuta
evening-encrypted = Koko ilta päästä päähän salattuna
evening-encrypted-hint = Vanhat selaimet eivät pääse mukaan. Pienryhmät ovat aina salattuja.
evening-captions-kept = Tallenna kirjoitustulkin tekstitys
evening-captions-kept-hint = Sen voi lukea illan jälkeen samalta sivulta kuin muunkin aineiston. Kaikille kerrotaan tallennuksesta. Salatun illan ja pienryhmien tekstitystä ei koskaan tallenneta.
evening-captions-not = Salatun illan tekstitystä ei voi tallentaa.
evening-make = Sovi ilta
series-make = Sovi illat

## How it comes again

again-title = Toistuuko ilta
again-once = Vain kerran
again-weekly = Joka { $weekday }
again-biweekly = Joka toinen { $weekday }
again-monthly-1 = Kuukauden ensimmäinen { $weekday }
again-monthly-2 = Kuukauden toinen { $weekday }
again-monthly-3 = Kuukauden kolmas { $weekday }
again-monthly-4 = Kuukauden neljäs { $weekday }
again-monthly-last = Kuukauden viimeinen { $weekday }
again-other = Oma sääntö ({ $rule })
again-until = { $again }, viimeistään { $day }
again-end = Viimeinen päivä
again-end-hint = Jätä tyhjäksi, jos jatkatte toistaiseksi.
again-first = Illat: { $days }…
weekday-mo = maanantai
weekday-tu = tiistai
weekday-we = keskiviikko
weekday-th = torstai
weekday-fr = perjantai
weekday-sa = lauantai
weekday-su = sunnuntai
weekday-the-mo = maanantai
weekday-the-tu = tiistai
weekday-the-we = keskiviikko
weekday-the-th = torstai
weekday-the-fr = perjantai
weekday-the-sa = lauantai
weekday-the-su = sunnuntai

## A series

series-exceptions-words = Jos yksi ilta siirtyy tai jää väliin, muuta vain sitä. Muut pysyvät ennallaan.
series-edit = Muuta sarjaa
series-edit-words = Muutos koskee kaikkia tulevia iltoja.
series-change-tells = Kutsutut saavat tiedon. Sarja alkaa nyt { $day }.
series-remove = Lopeta sarja
series-remove-title = Lopetetaanko sarja: { $title }?
series-remove-words = Tulevat illat perutaan ja kutsutut saavat tiedon. Menneet illat säilyvät.

## One evening

evening-state-scheduled = Sovittu
evening-state-doors-open = Ovet auki
evening-state-live = Käynnissä
evening-state-ended = Päättynyt
evening-state-cancelled = Peruttu
evening-of-series = Osa sarjaa
evening-edit = Muuta tai siirrä
evening-edit-one = Muutos koskee vain tätä iltaa.
evening-change-tells = Kutsutut saavat tiedon muutoksesta sähköpostiin.
evening-copy = Kopioi uudeksi
evening-cancel = Peru ilta
evening-cancel-title = Perutaanko ilta?
evening-cancel-words = { $title }, { $when }. Kutsutut saavat tiedon sähköpostiin.
invitations-title = Kutsut
invitations-none = Tähän iltaan ei ole vielä kutsuttu ketään.
invitations-send = Lähetä kutsut
invitations-send-more = Kutsu uudet jäsenet
invitations-sent = { $count ->
    [one] Kutsu lähti yhdelle.
   *[other] Kutsu lähti { $count } ihmiselle.
}
invitations-nobody = Kaikki, joilla on sähköposti, on jo kutsuttu.
invitations-words = Kutsu lähtee niille, joilla on sähköposti. Siinä on oma linkki, kalenterimerkintä ja vastausnapit. Muistutus lähtee päivää ja tuntia ennen.
invitation-bounced = Viesti palasi takaisin. Tarkista osoite.
rsvp-counts = Tulee { $yes }, ei pääse { $no }, kutsuttuja { $invited }
rsvp-is-yes = tulee
rsvp-is-no = ei pääse
rsvp-is-maybe = ehkä
rsvp-is-none = ei vastausta
attendance-title = Ketkä olivat paikalla
attendance-none = Kukaan ei ole merkinnyt itseään listalle.
attendance-count = { $count ->
    [one] { $count } osallistuja
   *[other] { $count } osallistujaa
}
attendance-until = Listalla ovat ne, jotka suostuivat siihen. Se poistetaan { $day }.
evening-feedback-title = Palaute
evening-feedback-words = Nimettömät sanat illan jälkeen.
evening-feedback-none = Palautetta ei ole.

## The board

announcements-words = Tiedotteet näkyvät jäsenten omilla sivuilla, ja päivän tiedotteet lähtevät heille yhdessä viestissä.
announcements-none-title = Tiedotteita ei ole vielä
announcements-none-words = Kerro vaikka, mitä tukia voi nyt hakea tai mitä viime illassa puhuttiin.
announcements-feed = Tiedotteet syötteenä
announcement-new = Uusi tiedote
announcement-title = Otsikko
announcement-text = Teksti
announcement-text-hint = Verkko-osoitteista tulee linkkejä.
announcement-public = Näytä myös verkoston avoimella sivulla
announcement-public-hint = Muuten tiedotteen näkevät vain jäsenet omilta sivuiltaan.
announcement-publish = Julkaise
announcement-remove = Poista tiedote
announcement-remove-title = Poistetaanko tiedote?
announcement-remove-words = { $title } ei enää näy kenellekään. Lähteneitä sähköposteja ei voi perua.
attachments-title = Liitteet
attachment-add = Lisää liite
attachment-hint = PDF, PNG, JPEG tai teksti, enintään 4 megatavua.
attachment-remove = Poista: { $name }

## What was added to evenings

series-invite = Kutsut lähtevät itsestään
series-invite-week = viikkoa ennen iltaa
series-invite-days = { $count } päivää ennen iltaa
series-invite-never = eivät lähde itsestään
series-invite-hint = Kutsun saavat kaikki, joilla on sähköposti. Voit myös lähettää kutsut itse.
evening-clock-skips = Kelloja siirretään tuona yönä, eikä valittua kellonaikaa ole. Ilta on tuntia myöhemmin.
summary-title = Viesti illan jälkeen
summary-text = Mitä illassa puhuttiin
summary-hint = Lähtee kutsutuille illan jälkeen. Kirjoita vain, mitä voi kertoa kaikille: ohjeet, linkit, seuraava ilta.
captions-erase-title = Tallennettu tekstitys
captions-erase-words = Tekstitys on luettavissa illan sivulla. Se poistetaan itsestään samaan aikaan kuin illan keskustelu.
captions-erase = Poista tekstitys
captions-erase-sure = Tekstitys poistetaan heti kaikilta. Sitä ei saa takaisin.
invitations-unreachable = { $count ->
    [one] Yhdellä ei ole sähköpostia: anna linkki hänelle itse.
   *[other] Ilman sähköpostia on { $count }: anna linkki heille itse.
}
evening-feedback-given = { $count ->
    [one] { $count } vastaus
   *[other] { $count } vastausta
}
evening-feedback-few = Vastaukset näytetään, kun niitä on vähintään kolme. Niin kukaan ei paljastu.
evening-feedback-question-few = Tähän kysymykseen vastasi alle kolme, joten vastauksia ei näytetä.
evening-feedback-useful = Saiko mukaansa jotain (1–5)
evening-feedback-ease = Oliko helppo olla (1–5)
evening-feedback-grade = Arvosana { $grade }
evening-feedback-wishes = Toiveita

## Mail

post-title = Sähköposti
post-off = Tämä palvelin ei lähetä sähköpostia. Anna jokaiselle oma linkki itse, esimerkiksi tekstiviestillä, tai pyydä ylläpitäjää ottamaan sähköposti käyttöön.
post-fine = Viestit lähtevät normaalisti.
post-waiting = { $count ->
    [one] Yksi viesti odottaa lähtöä.
   *[other] Lähtöä odottaa { $count } viestiä.
}
post-lost = Nämä viestit eivät menneet perille. Tarkista osoitteet.
announcement-mail = Lähetä myös sähköpostiin
announcement-mail-hint = Saman päivän tiedotteet tulevat yhdessä viestissä.
attendance-devices = Mukana oli { $count ->
    [one] { $count } laite
   *[other] { $count } laitetta
}.

## One date of a series, an invitation once more

date-move = Siirrä
date-move-this = Siirrä ilta { $day }
date-cancel = Peru
date-cancel-this = Peru ilta { $day }
evening-edited = Siirretty tai muutettu
invite-again = Lähetä uudelleen
invite-again-to = Lähetä uudelleen: { $name }
invite-again-done = Kutsu lähetetään uudelleen: { $name }

## Feedback over time, and what is left

feedback-over-time = Palaute ajan mittaan
feedback-over-time-words = Keskiarvot niistä illoista, joissa kysymykseen vastasi vähintään kolme. Uusin on oikealla.
feedback-as-table = Sama taulukkona
feedback-evening = Ilta
feedback-answers = Vastauksia
feedback-too-few = liian vähän
evening-left = Mitä illasta jäi
