### Mails. The server writes them; see server/src/mail/letters.rs.

mail-weekday-1 = ma
mail-weekday-2 = ti
mail-weekday-3 = ke
mail-weekday-4 = to
mail-weekday-5 = pe
mail-weekday-6 = la
mail-weekday-7 = su
mail-day = { $weekday } { $day }.{ $month }.{ $year }
mail-when = { $date } klo { $hour }.{ $minute }

mail-hello = Hei { $name }
mail-time = Aika
mail-place = Paikka
mail-place-online = Verkossa
mail-advisor = Yritysneuvoja
mail-programme = Ohjelma
mail-from-network = Lähettäjä: { $network }. Saat viestin, koska sinut on lisätty verkostoon.

## Invitations

mail-invitation-subject = Kutsu: { $title }, { $when }
mail-invitation-words = Sinut on kutsuttu iltaan. Tule sellaisena kuin olet, vaikka ilman kameraa.
mail-answer-button = Vastaa kutsuun
mail-answer-words = Yksi painallus riittää. Tunnuksia ei tarvita.
mail-answer-change = Muuta vastaustasi
mail-join-button = Tule iltaan
mail-join-words = Ovi aukeaa { $when }. Linkki on vain sinulle, älä lähetä sitä muille.
mail-update-subject = Muutos: { $title }, { $when }
mail-update-words = Illan tiedot ovat muuttuneet. Tässä ovat uudet.
mail-cancellation-subject = Peruttu: { $title }, { $when }
mail-cancellation-words = Ilta on peruttu. Sinun ei tarvitse tehdä mitään.

## Before and after

mail-reminder-day-subject = Huomenna: { $title }
mail-reminder-hour-subject = Tunnin päästä: { $title }
mail-reminder-words = Ilta on pian. Tervetuloa.
mail-summary-subject = Kiitos illasta: { $title }
mail-summary-words = Kiitos, että olit mukana.
mail-summary-button = Illan aineistot ja vastaukset
mail-summary-next = Seuraava ilta

## Announcements

mail-digest-subject = Uusia tiedotteita: { $network }
mail-digest-words = Nämä on kerrottu edellisen viestin jälkeen.
mail-digest-button = Avaa tiedotteet
mail-digest-stop = Jos et halua tiedotteita sähköpostiin, voit lopettaa ne omalta sivultasi.

## Ways in

mail-sign-in-subject = Kirjautumislinkkisi
mail-sign-in-words = Avaa linkki ja vahvista kirjautuminen. Linkki toimii kerran ja on voimassa { $minutes } minuuttia.
mail-sign-in-button = Kirjaudu
mail-sign-in-other = Jos et pyytänyt tätä viestiä, voit poistaa sen.
mail-personal-link-subject = Oma linkkisi: { $network }
mail-personal-link-words = Tästä linkistä pääset omalle sivullesi ja verkoston iltoihin. Linkki on vain sinulle, älä lähetä sitä muille.
mail-personal-link-button = Avaa oma sivusi

## The board and contact requests

mail-deadline-title = Hakuaika päättyy: { $name }
mail-deadline-subject = Muistutus: hakuaika päättyy { $when }
mail-deadline-words = Merkitsit hakevasi tätä tukea. Hakuaika päättyy pian.
mail-deadline-when = Hakuaika päättyy
mail-deadline-stop = Merkintäsi näet vain sinä. Jos et enää hae, poista merkintä omalta sivultasi. Sieltä voit lopettaa myös muistutukset.
mail-contact-subject = Uusi yhteydenottopyyntö: { $network }
mail-contact-words = Joku toivoo, että yritysneuvoja ottaa yhteyttä. Kuka ja missä asiassa, sen näet kirjauduttuasi.
mail-contact-button = Avaa pyynnöt
# Another wording is another version: see server/src/contact.rs.
mail-contact-consent = Verkoston { $network } yritysneuvoja saa ottaa minuun yhteyttä tässä asiassa. Nimeni, yhteystietoni ja viestini näkevät vain verkoston yritysneuvojat. Voin perua pyynnön milloin vain, ja silloin se poistetaan heti. Muuten se poistetaan itsestään: { $done } päivää siitä, kun asia on hoidettu, ja viimeistään { $made } päivää lähettämisestä.
