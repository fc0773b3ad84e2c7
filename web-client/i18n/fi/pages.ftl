### The pages before and after the room.

## The evening

help-call = Apua saat soittamalla:
not-recorded = Iltaa ei tallenneta. Palvelussa ei ole tallennustoimintoa.
not-recorded-screen = Emme voi kuitenkaan estää sitä, että joku kuvaa omaa näyttöään. Pyydämme: älä kuvaa muita.
not-recorded-sound = Ääntä ja kuvaa ei tallenneta. Palvelussa ei ole tallennustoimintoa.
not-recorded-captions = Kirjoitustulkin tekstitys tallennetaan, ja sen voi lukea illan jälkeen. Pienryhmien puheesta ei tallenneta mitään.
loading = Hetki, avaan ovea…

## Front page

front-title = Tervetuloa iltaan
front-words = Koronailta on yrittäjien oma ilta verkossa. Iltaan pääset linkistä, jonka järjestäjä on lähettänyt sinulle.
front-how = Avaa linkki viestistäsi. Mitään ei tarvitse asentaa, eikä tunnuksia tarvita.
front-no-link = Eikö sinulla ole linkkiä? Pyydä se verkostosi järjestäjältä.

## A link that does not open

problem-title = Ovi ei auennut
problem-title-early = Olet ajoissa
problem-title-ended = Ilta on päättynyt
problem-early-words = Voit jättää tämän sivun auki. Se avautuu, kun ovet aukeavat.
problem-code = Jos soitat järjestäjälle, voit kertoa tämän: { $code }

## Check page

check-hello = Tervetuloa
check-as-role = Tulet mukaan roolissa: { $role }
check-see-title = Kuva ja ääni
check-who-title = Kuka olet?
check-name = Nimesi
check-name-hint = Muut näkevät tämän nimen. Myös lempinimi käy.
check-name-fixed = Linkki on tehty sinulle tällä nimellä.
check-business = Yrityksesi (vapaaehtoinen)
check-business-hint = Kerro, jos haluat. Kaikki alat ja kaikenkokoiset yritykset ovat tervetulleita.
check-rules = Illan pelisäännöt
check-rules-accept = Noudatan näitä pelisääntöjä
check-join = Liity
check-joining = Liitytään…
check-knock-hint = Kun liityt, illan vetäjä päästää sinut sisään.
check-explain = Kun aloitat kokeilun, selain kysyy luvan kameraan ja mikrofoniin. Muut eivät näe eivätkä kuule sinua vielä.
check-start = Kokeile kuvaa ja ääntä
check-asking = Selain kysyy lupaa. Valitse ”Salli”.
check-own-picture = Oma kuvasi
check-choose-camera = Kuva
check-with-camera = Kamera mukana
check-without-camera = Ilman kameraa
check-choose-microphone = Ääni
check-with-microphone = Mikrofoni mukana
check-without-microphone = Ilman mikrofonia
check-camera-off-words = Tulet mukaan ilman kuvaa. Se sopii hyvin. Muut näkevät nimesi.
check-level = Puhu jotain: palkki liikkuu, kun äänesi kuuluu.
check-level-name = Mikrofonisi ääni
check-no-microphone-words = Kuulet muut ja voit kirjoittaa keskusteluun.
check-devices = Valitse laitteet
check-camera = Kamera
check-microphone = Mikrofoni
check-speaker = Kaiutin
check-speaker-default = Laitteen oma kaiutin
check-device-default = Laitteen oletus
check-speaker-test = Kokeile kaiutinta
check-speaker-playing = Nyt soi
check-device-unnamed = Laite { $number }
check-name-missing = Kirjoita nimesi. Myös lempinimi käy.
check-rules-missing = Hyväksy ensin illan pelisäännöt.

device-denied = Selain ei saanut lupaa käyttää laitetta: { $device }. Avaa osoiterivin vierestä sivun asetukset, salli käyttö ja yritä uudelleen. Voit myös tulla mukaan ilman sitä.
device-missing = Laitetta ei löytynyt: { $device }. Voit tulla mukaan ilman sitä.
device-busy = Laite on toisen ohjelman käytössä: { $device }. Sulje muut puhelut ja kokousohjelmat ja yritä uudelleen.
device-failed = Laite ei käynnistynyt: { $device }. Irrota ja kytke se tai käynnistä selain uudelleen.
device-lost = Laite katosi: { $device }. Kytke se uudelleen tai valitse toinen.
device-interrupted = Laite on hetken muussa käytössä, esimerkiksi puhelussa: { $device }. Se palaa itsestään.
device-back = Taas käytössä: { $device }.
device-other = Entinen laite irtosi, ja käyttöön otettiin toinen: { $device }.
device-camera = kamera
device-microphone = mikrofoni
device-screen = näytön jakaminen
device-both = kamera ja mikrofoni

inapp-title = Avaa tämä selaimessa
inapp-words = Olet nyt sovelluksen { $app } sisällä. Siellä kuva ja ääni eivät toimi kunnolla.
inapp-words-unknown = Tämä selain ei pysty käyttämään kameraa eikä mikrofonia.
inapp-how-android = Napauta sovelluksen valikkoa (kolme pistettä) ja valitse ”Avaa selaimessa”.
inapp-how-apple = Napauta sovelluksen valikkoa (kolme pistettä) ja valitse ”Avaa Safarissa”.
inapp-how-copy = Tai kopioi linkki ja liitä se selaimen osoiteriville.
inapp-anyway = Voit myös jatkaa tässä: kuulet ehkä muut ja voit kirjoittaa.

## Lobby

waiting-title = Odotat pääsyä
waiting-words = Illan vetäjä näkee, että olet täällä.
waiting-calm = Ei kiirettä. Voit hakea kahvia, sivu odottaa puolestasi.
waiting-messages = Viesti illan vetäjältä
waiting-open-title = Illan vetäjä ei ole vielä tullut
waiting-open-words = Sinut tunnetaan tässä verkostossa. Voit avata illan ja toimia vetäjänä, kunnes vetäjä tulee.
waiting-open = Avaa ilta
waiting-leave = Poistu

## Ended

ended-left-title = Kiitos, että olit mukana
ended-left-words = Poistuit illasta. Voit palata samasta linkistä niin kauan kuin ilta jatkuu.
ended-ended-title = Ilta päättyi
ended-ended-words = Kiitos, että olit mukana. Toivottavasti nähdään taas.
ended-removed-title = Sinut poistettiin illasta
ended-removed-words = Jos haluat keskustella asiasta, ota yhteyttä järjestäjään.
ended-denied-title = Et päässyt tällä kertaa sisään
ended-denied-words = Illan vetäjä ei päästänyt sinua sisään. Jos sinun kuuluu olla mukana, soita järjestäjälle.
ended-elsewhere-title = Jatkat toisaalla
ended-elsewhere-words = Ilta jatkuu toisessa ikkunassa tai laitteessa. Tämän sivun voi sulkea.
ended-lost-title = Yhteys katkesi
ended-lost-words = Yhteyttä ei saatu takaisin. Tarkista verkkoyhteytesi ja liity uudelleen.
ended-failed-title = Jokin meni vikaan
ended-back = Palaa iltaan
ended-rejoin = Liity uudelleen
