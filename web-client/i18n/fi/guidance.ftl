# Kysymykset, kyselyt, tekstitys ja palaute.

tool-questions = Kysymykset
tool-questions-waiting = { $count ->
    [one] Kysymykset, { $count } odottaa vastausta
   *[other] Kysymykset, { $count } odottaa vastausta
}
questions-title = Kysymykset neuvojille
questions-empty = Kysymyksiä ei ole vielä. Jokainen kysymys on hyvä kysymys.
questions-fold = Kysy yritysneuvojalta jo nyt
questions-ask = Kysymyksesi
questions-send = Lähetä kysymys
questions-with-name = Näytä nimeni kysymyksen kanssa
questions-nobody-hint = Kysyt nimettömänä. Kukaan ei näe, kuka kysyi, eikä sitä tallenneta.
questions-name-hint = Kaikki näkevät nimesi kysymyksen kanssa.
questions-readable = Kysymykset eivät ole päästä päähän salattuja: palvelun ylläpitäjä voi lukea ne.
questions-sent = Kysymys on lähetetty.
question-nobody = Nimettömänä
question-erased = Kysymyksen sanat on poistettu.
question-also = Sama kysymys: { $text }
question-now = Vastataan nyt
question-answered-by = Vastaus: { $name }
question-spoken = Vastattu illan aikana
question-dismissed-personal = Tähän vastataan mieluummin kahden kesken. Kirjoita illan vetäjälle.
question-dismissed-off-topic = Tämä ei kuulu tämän illan aiheeseen.
question-dismissed-no-time = Tähän ei ehditty vastata tänä iltana.
question-dismissed-unkind = Kysymys poistettiin, koska se loukkasi jotakuta.
question-vote = Minäkin haluan tietää
question-vote-count = { $count ->
    [one] Minäkin haluan tietää. { $count } haluaa tietää.
   *[other] Minäkin haluan tietää. { $count } haluaa tietää.
}
question-take = Vastaan tähän nyt
question-done = Vastattu ääneen
question-write = Vastaa kirjallisesti
question-correct = Korjaa vastausta
question-merge = Sama kuin toinen
question-dismiss = Ei vastata
question-reopen = Palauta avoimeksi
question-publish = Säilytä verkoston sivulla
question-keep-label = Kenelle verkoston sivulla?
question-keep-members = Vain verkoston väelle
question-keep-everybody = Kaikille, jotka avaavat sivun
question-keep-send = Säilytä
question-kept-members = Verkoston sivulla, vain sen väelle
question-kept-everybody = Verkoston sivulla, kaikille
question-answer-label = Vastauksesi
question-answer-send = Lähetä vastaus
question-merge-label = Mikä kysymys on sama?
question-merge-send = Yhdistä
question-dismiss-label = Miksi siihen ei vastata?
question-dismiss-send = Jätä vastaamatta
question-reason-personal = Parempi kahden kesken
question-reason-off-topic = Ei kuulu illan aiheeseen
question-reason-no-time = Ei ehditä tänään
question-reason-unkind = Loukkaa jotakuta: sanat poistetaan
poll-make = Tee kysely
poll-asked = Kysely: { $question }
poll-question = Mitä kysyt?
poll-kind = Miten vastataan
poll-kind-single = Valitaan yksi
poll-kind-multiple = Valitaan useita
poll-kind-scale = Asteikko 1–5
poll-kind-word = Oma sana
poll-options = Vaihtoehdot, yksi riville
poll-ends = Mitä 1 ja 5 tarkoittavat, yksi riville (vapaaehtoinen)
poll-results = Tulokset näkyvät
poll-results-at-close = Kun kysely suljetaan
poll-results-live = Heti
poll-make-words = Vastaukset lasketaan nimettöminä. Jos vastaajia on alle kolme, tuloksia ei näytetä kenellekään.
poll-open = Avaa kysely
poll-close = Sulje kysely
poll-answer = Vastaa
poll-word = Yksi tai kaksi sanaa
poll-thanks = Vastasit. Kiitos.
poll-hidden = Tulokset näytetään, kun kysely suljetaan.
poll-few = Vastaajia on alle kolme, joten tuloksia ei näytetä.
poll-anonymous = Vastaus on nimetön.
poll-ballots = { $count ->
    [one] { $count } vastaus
   *[other] { $count } vastausta
}
poll-to-stage = Näytä yhteisessä näkymässä
poll-gone = Kyselyä ei enää ole.
poll-save = Tallenna tulokset
captions-title = Tekstitys
captions-settings = Tekstityksen asetukset
captions-show = Näytä tekstitys
captions-hide = Piilota tekstitys
captions-size = Tekstityksen koko
captions-size-normal = Tavallinen teksti
captions-size-large = Suuri teksti
captions-size-huge = Hyvin suuri teksti
captions-language = Tekstityksen kieli
captions-language-page = Sivun kieli
captions-strong = Vahva kontrasti
captions-start = Kirjoita tekstitystä
captions-stop = Lopeta tekstityksen kirjoittaminen
captions-write = Kirjoita, mitä sanotaan
captions-correcting = Korjaa riviä
captions-correct = Korjaa rivi: { $text }
captions-language-written = Kieli, jolla kirjoitat
captions-hint = Muut näkevät tekstin, kun kirjoitat. Enter aloittaa uuden rivin. Tekstiä ei tallenneta.
captions-hint-kept = Muut näkevät tekstin, kun kirjoitat. Enter aloittaa uuden rivin. Teksti tallennetaan, ja sen voi lukea illan jälkeen.
captions-hint-full = Muut näkevät tekstin, kun kirjoitat. Enter aloittaa uuden rivin. Uusia rivejä ei enää tallenneta.
captions-kept = Tämän illan tekstitys tallennetaan. Sen voi lukea illan jälkeen.
captions-full = Tekstitystä on tallennettu niin paljon kuin mahtuu. Uusia rivejä ei enää tallenneta.
feedback-title = Millainen ilta oli?
feedback-words = Kolme kysymystä, nimettömänä. Voit vastata vain osaan. Kukaan ei näe, kuka vastasi.
feedback-useful = Saitko illasta jotain mukaasi?
feedback-ease = Oliko helppo olla mukana?
feedback-wish = Mitä toivot ensi kerralle?
feedback-least = ei lainkaan
feedback-most = paljon
feedback-empty = Vastaa ainakin yhteen kysymykseen.
feedback-send = Lähetä palaute
feedback-thanks = Kiitos palautteesta.
