### The room.

## Frame

room-people-here = { $count ->
    [one] { $count } osallistuja
   *[other] { $count } osallistujaa
}
room-not-recorded = Ei tallenneta
room-captions-kept = Tekstitys tallennetaan
room-locked = Ovi on lukossa
room-floor-held = Puheenvuorot jaetaan
room-floor-held-words = Illan vetäjä jakaa nyt puheenvuorot. Pyydä puheenvuoro, kun haluat sanoa jotain.
room-floor-yours = Puheenvuoro on sinulla. Laita mikrofoni päälle.
room-tiles = Osallistujien kuvat
room-tools = Illan painikkeet
room-alone = Olet täällä ensimmäisenä. Muut tulevat pian.
room-page = Sivu { $page } / { $pages }
room-page-previous = Edelliset kuvat
room-page-next = Seuraavat kuvat

## Tiles

tile-you = { $name } (sinä)
tile-microphone-off = Mikrofoni: { $name }, pois
tile-microphone-on = Mikrofoni: { $name }, päällä
tile-microphone-blocked = Mikrofoni: { $name }, estetty
tile-hand = Pyytää puheenvuoroa: { $name }
tile-reconnecting = Yhteys palaa hetken päästä…
tile-speaking = Puhuu nyt: { $name }
tile-hidden = Piilotettu sinulta
tile-paused = Kuva on pysäytetty, jotta ääni kuuluu

## Toolbar

tool-microphone = Mikrofoni
tool-microphone-on = Mikrofoni päälle
tool-microphone-off = Mikrofoni pois
tool-microphone-blocked = Mikrofoni: illan vetäjä on estänyt sen
tool-microphone-away = Mikrofoni on hetken poissa
tool-microphone-starting = Mikrofoni: yhteyttä muodostetaan
tool-camera = Kamera
tool-camera-on = Kamera päälle
tool-sound-only = Vain ääni
tool-camera-off = Kamera pois
tool-camera-blocked = Kamera: illan vetäjä on estänyt sen
tool-camera-away = Kamera on hetken poissa
tool-camera-starting = Kamera: yhteyttä muodostetaan
tool-share = Jaa näyttö
tool-share-stop = Lopeta jakaminen
tool-hand = Pyydä puheenvuoro
tool-hand-short = Puheenvuoro
tool-hand-lower = Peru puheenvuoropyyntö
tool-chat = Keskustelu
tool-chat-unread = Keskustelu, { $count ->
    [one] { $count } uusi viesti
   *[other] { $count } uutta viestiä
}
tool-people = Osallistujat
tool-people-waiting = Osallistujat, { $count ->
    [one] { $count } odottaa pääsyä
   *[other] { $count } odottaa pääsyä
}
tool-more = Lisää
tool-leave = Poistu

## More

more-title = Lisää
more-view-grid = Näytä kaikki yhtä suurina
more-view-speaker = Näytä puhuja suurena
more-settings = Asetukset
more-ask-staff = Viesti vain illan vetäjälle
more-help = Apua
more-shortcuts = Pikanäppäimet
more-rules = Illan pelisäännöt

leave-title = Poistutko illasta?
leave-words = Voit palata samasta linkistä niin kauan kuin ilta jatkuu.
leave-now = Poistu
leave-quietly = Poistu hiljaa
leave-quietly-hint = Poistu hiljaa: lähdöstäsi ei kerrota muille.
leave-stay = Jää iltaan
end-evening = Päätä ilta kaikilta
end-evening-title = Päätetäänkö ilta?
end-evening-words = Ilta päättyy kaikilta. Keskustelu suljetaan eikä iltaan pääse enää takaisin.
end-evening-confirm = Päätä ilta

## Sound and connection

tap-to-hear = Napauta, niin kuulet muut
speaking-while-off = Puhut, mutta mikrofonisi on pois. Muut eivät kuule sinua.
reconnecting = Yhteys katkesi. Yhdistetään uudelleen…
reconnecting-media-on = Yhteys katkesi. Yhdistetään uudelleen… Ääni ja kuva jatkuvat vielä hetken.
reconnecting-media-off = Yhteys katkesi. Yhdistetään uudelleen… Muut eivät nyt kuule eivätkä näe sinua.
reconnected = Yhteys palasi.
media-connecting = Ääntä ja kuvaa yhdistetään…
media-lost = Ääni ja kuva katkesivat. Yhdistetään uudelleen…
media-failed = Ääni ja kuva eivät yhdisty. Voit silti kirjoittaa keskusteluun. Kokeile toista verkkoa tai soita järjestäjälle.
weak-line = Yhteytesi on heikko. Kuvat on pysäytetty, jotta ääni kuuluu.
sound-only-hint = Kuvat pois, ääni jää: säästää yhteyttä
sound-only-words = Kuulet vain äänen. Kuvia ei haeta eikä lähetetä.
sound-only-end = Näytä kuvat

## Stage

stage-shared = { $name } jakaa näyttöään
stage-yours = Jaat näyttöäsi. Muut näkevät sen.
stage-waiting = Yhteinen näkymä avautuu…
stage-name = Yhteinen näkymä

## Chat

chat-title = Keskustelu
chat-to = Kenelle
chat-everyone = Kaikille
chat-staff = Viesti vain illan vetäjälle
chat-staff-with = Vain vetäjät ja { $name }
chat-staff-hint = Tämän näkevät vain sinä, illan vetäjä, yritysneuvojat ja järjestäjä.
chat-staff-with-hint = Tämän näkevät vain { $name } ja illan vetäjät, neuvojat ja järjestäjä.
chat-empty = Täällä ei ole vielä viestejä. Sano vaikka hei.
chat-empty-staff = Voit kysyä tai kertoa mitä vain. Muut osallistujat eivät näe tätä.
chat-write = Kirjoita viesti
chat-send = Lähetä
chat-you = Sinä
chat-earlier = Näytä aiemmat viestit
chat-sending = Lähetetään…
chat-failed = Viesti ei lähtenyt.
chat-retry = Lähetä uudelleen
chat-discard = Poista luonnos
chat-delete = Poista viesti
chat-delete-title = Poistetaanko viesti?
chat-delete-words = Viestin sanat poistuvat kaikilta.
chat-deleted = Viesti on poistettu.
chat-react = Reagoi viestiin
chat-announce = { $name }: { $text }
chat-announce-staff = Yksityinen viesti, { $name }: { $text }
chat-everyone-from-group = Kaikille voit kirjoittaa taas, kun palaat yhteiseen tilaan.
chat-group-hint = Tämän lukee vain ryhmäsi. Viestit ovat salattuja ja katoavat, kun ryhmä päättyy.
chat-empty-group = Täällä voit kirjoittaa vain omalle ryhmällesi.
chat-closed-words = Tätä viestiä ei voi enää avata: se on kirjoitettu ennen kuin latasit sivun uudelleen.
chat-announce-group = Ryhmässä, { $name }: { $text }
reaction-heart = Sydän
reaction-thanks = Kiitos
reaction-applause = Taputus
reaction-hug = Halaus
reaction-same = Täällä sama
reaction-count = { $reaction }, { $count }

## People

people-title = Osallistujat
people-here = Paikalla ({ $count })
people-hands = Puheenvuoropyynnöt
people-waiting = Odottaa pääsyä
people-waiting-since = odottanut klo { $clock } alkaen
people-link-had-removal = Samasta linkistä tullut osallistuja on aiemmin poistettu.
people-menu = Toiminnot: { $name }
people-recognised = tunnettu jäsen
people-cannot-hear = Ei kuule
people-cannot-hear-tap = Ei kuule vielä: selain odottaa napautusta
people-cannot-speak = Ei voi puhua
people-cannot-speak-denied = Ei voi puhua: lupa mikrofoniin puuttuu
people-without-microphone = Ilman mikrofonia
people-hand-order = Järjestys { $order }
people-has-floor = Puheenvuoro
people-reports = Ilmoitukset
people-report-by = Ilmoittaja: { $by }. Kenestä: { $about }.
people-everyone = Koko ilta

admit = Päästä sisään
deny = Älä päästä
admit-all = Päästä kaikki sisään
lobby-write = Viesti odottaville
lobby-write-send = Lähetä odottaville
lobby-written = Viesti lähetettiin odottaville.
knock-banner = { $count ->
    [one] { $name } odottaa pääsyä
   *[other] { $name } ja { $more } muuta odottavat pääsyä
}
knock-show = Näytä

action-mute = Mykistä
action-block = Estä mikrofoni
action-unblock = Salli mikrofoni
action-camera-stop = Pysäytä kamera
action-camera-block = Estä kamera
action-camera-unblock = Salli kamera
action-screen-stop = Lopeta näytön jakaminen
action-screen-block = Estä näytön jakaminen
action-screen-unblock = Salli näytön jakaminen
action-invite = Pyydä puhumaan
action-give-floor = Anna puheenvuoro
action-take-floor = Ota puheenvuoro pois
action-lower-hand = Laske käsi
action-write = Kirjoita yksityisesti
action-role = Rooli
action-role-to = Anna rooli: { $role }
action-hide = Piilota minulta
action-show = Näytä taas minulle
action-report = Ilmoita vetäjälle
action-remove = Poista illasta
remove-title = Poistetaanko { $name } illasta?
remove-words = Hän ei pääse enää takaisin tähän iltaan.
hold-floor = Jaa puheenvuorot
hold-floor-hint = Vain vetäjät ja ne, joille annat puheenvuoron, saavat puhua.
mute-all = Mykistä kaikki
lock-room = Lukitse ovi

## Reporting and help

report-title = Ilmoita vetäjälle: { $name }
report-words = Ilmoituksen näkevät vain illan vetäjä, neuvojat ja järjestäjä. { $name } ei saa tietää siitä.
report-what = Mitä tapahtui (vapaaehtoinen)
report-send = Lähetä ilmoitus
report-sent = Kiitos. Ilmoitus meni illan vetäjälle.

help-title = Apua
help-hear = En kuule muita
help-hear-words = Tarkista laitteen äänenvoimakkuus ja kuulokkeet. Kokeile kaiutinta asetuksissa. Napauta sivua kerran.
help-speak = Muut eivät kuule minua
help-speak-words = Katso, että mikrofoni on päällä. Jos palkki ei liiku asetuksissa, valitse toinen mikrofoni.
help-picture = Kuva pätkii
help-picture-words = Sulje oma kamera ja muut ohjelmat. Lähempänä reititintä yhteys on parempi.
help-staff = Voit myös kirjoittaa vain illan vetäjälle.
shortcut-microphone = Mikrofoni päälle tai pois
shortcut-camera = Kamera päälle tai pois
shortcut-hand = Pyydä tai peru puheenvuoro
shortcut-chat = Avaa tai sulje keskustelu
shortcut-people = Avaa tai sulje osallistujat
shortcut-view = Vaihda kuvien järjestystä

## Settings

settings-title = Asetukset
settings-devices = Kuva ja ääni
settings-look = Kieli ja ulkoasu
settings-theme = Ulkoasu
theme-system = Laitteen mukaan
theme-light = Vaalea
theme-dark = Tumma
settings-knock-sound = Soita ääni, kun joku odottaa pääsyä
settings-shortcuts = Pikanäppäimet käytössä
connection-round-trip = Viive
connection-loss-in = Puuttuu tulevasta
connection-loss-out = Puuttuu lähtevästä
connection-in = Tulee
connection-out = Lähtee
connection-path = Reitti
connection-title = Yhteytesi
connection-is-unknown = Yhteyttä mitataan. Hetki vain.
connection-is-good = Yhteytesi on hyvä. Muut kuulevat sinut ja sinä kuulet muut.
connection-is-weak = Yhteytesi on heikko. Ääni voi pätkiä ja kuvat voivat pysähtyä.
connection-is-lost = Yhteys on poikki. Yhdistetään uudelleen.
connection-weak = Yhteytesi on heikko. Ääni voi pätkiä.
connection-what-helps = Mikä auttaa?
connection-advice = Nämä voivat auttaa:
connection-advice-camera = Sulje kamerasi. Ääni tarvitsee vain vähän.
connection-advice-place = Siirry lähemmäs reititintä tai ikkunaa.
connection-advice-others = Sulje muut ohjelmat ja lataukset, myös muilta saman verkon laitteilta.
connection-advice-network = Kokeile toista verkkoa, esimerkiksi puhelimen jakamaa.
connection-numbers = Lukuina
connection-percent = { $percent } %
connection-concealed = Paikattu ääni
connection-frozen = Kuva pysähdyksissä
connection-path-udp = suora (UDP)
connection-path-tcp = suora (TCP)
connection-path-relay = välittäjän kautta (TURN)
line-weak = Heikko yhteys
line-lost = Yhteys poikki

## Announcements for those who do not see the screen

said-joined = Tuli paikalle: { $name }
said-left = Poistui: { $name }
said-lost = Yhteys katkesi: { $name }
said-removed = Poistettiin illasta: { $name }
said-knocked = Odottaa pääsyä: { $name }
said-hand = Pyytää puheenvuoroa: { $name }
said-stage = { $name } alkoi jakaa näyttöään
said-stage-over = Näytön jakaminen päättyi

## Notices

notice-muted-microphone = Illan vetäjä mykisti mikrofonisi. Voit avata sen itse, kun haluat puhua.
notice-muted-camera = Illan vetäjä sulki kamerasi. Voit avata sen itse.
notice-muted-screen = Illan vetäjä lopetti näytön jakamisesi.
notice-blocked-microphone = Illan vetäjä on estänyt mikrofonisi toistaiseksi. Voit kirjoittaa keskusteluun.
notice-blocked-camera = Illan vetäjä on estänyt kamerasi toistaiseksi.
notice-blocked-screen = Illan vetäjä on estänyt näytön jakamisesi toistaiseksi.
notice-unblocked-microphone = Voit taas avata mikrofonisi.
notice-unblocked-camera = Voit taas avata kamerasi.
notice-unblocked-screen = Voit taas jakaa näyttösi.
notice-invited = Illan vetäjä pyytää sinua puhumaan.
notice-invited-open = Avaa mikrofoni
notice-floor-taken = Puheenvuorot jaetaan nyt, joten mikrofonisi on pois. Pyydä puheenvuoro, kun haluat puhua.
notice-role = Roolisi on nyt { $role }.
notice-hidden = { $name } on nyt piilotettu sinulta. Muille ei kerrota.
notice-screen-ended = Näytön jakaminen päättyi.
notice-report = Uusi ilmoitus. Ilmoittaja: { $by }. Kenestä: { $about }. { $text }

## Päästä päähän salattu puhe

sealed-title = Päästä päähän salattu
sealed-agreeing = Sovitaan salauksesta. Hetken aikaa mikään ei kuulu eikä näy.
sealed-doubted = Salaus ei ole kunnossa: joku voi olla välissä. Sinusta ei lähetetä mitään. Lataa sivu uudelleen ja kerro asiasta illan vetäjälle.
sealed-protects = Äänen ja kuvan avaavat vain ne, jotka ovat tässä kanssasi. Palvelin välittää ne, mutta ei voi kuunnella eikä katsella.
sealed-compare = Lukekaa nämä numerot ääneen. Jos kaikilla on samat, kukaan ei ole välissä.
sealed-changes = Numerot vaihtuvat aina, kun joku tulee tai lähtee.
sealed-readable = Palvelin näkee yhä, keitä täällä on ja kuka puhuu, sekä kaikille kirjoitetut viestit.
sealed-limits = Salaus ei auta, jos palvelimen ylläpitäjä muuttaa tätä sivua, eikä estä ketään tallentamasta omaa ruutuaan.
