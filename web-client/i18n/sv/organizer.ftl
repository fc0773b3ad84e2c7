### The organizer's side: signing in, the network, its members and staff.

## Frame

console-title = Arrangörens sidor
console-sections = Avdelningar
section-start = Start
section-members = Medlemmar
section-evenings = Kvällar
section-announcements = Nyheter
section-staff = Medhjälpare
section-settings = Inställningar
networks-title = Dina nätverk
network-another = Skapa ett nytt nätverk

## Signing in

sign-in-title = Välkommen att arrangera
sign-in-words = Med den här länken kommer du till arrangörens sidor.
sign-in = Logga in
sign-in-once = Länken fungerar en gång. Sedan är du inloggad på den här enheten.
sign-in-other-ways = Du kan också logga in så här:
sign-in-needed = Logga in för att komma till ditt nätverks sidor.
sign-in-email = Din e-post
sign-in-email-hint = Vi skickar en länk som du loggar in med. Inget lösenord behövs.
sign-in-send = Skicka länken
sign-in-sent = Om adressen hör till en arrangör är länken på väg. Titta också i skräpposten.
sign-in-lost = Fungerar e-posten inte längre?
sign-in-lost-words = En annan arrangör kan byta din e-post under Medhjälpare. Finns ingen annan, kan den som sköter servern göra en ny länk åt dig.
passkey-sign-in = Logga in med nyckel
passkey-sign-in-words = Fingeravtryck, ansikte eller enhetens PIN-kod.
session-over-title = Inloggningen har upphört
session-over-words = Det du skrev finns kvar på den här sidan. Logga in igen och fortsätt där du slutade.
session-over-again = Jag loggade in i en annan flik
account-open = Mitt konto
account-title = Mitt konto
account-theme = Utseende
account-theme-system = Som i enheten
account-theme-light = Ljust
account-theme-dark = Mörkt
sign-out = Logga ut
passkeys-title = Nycklar
passkeys-words = Nyckeln finns på den här enheten. Med den loggar du in utan e-post och lösenord.
passkey-add = Lägg till en nyckel på den här enheten
passkey-of = Nyckel { $when }
passkey-remove = Ta bort: { $title }

## A new network

network-new-title = Skapa ett nätverk
network-new-words = Några uppgifter räcker till en början. Allt kan ändras senare.
network-name = Nätverkets namn
network-name-hint = Till exempel Norra Lapplands företagare
network-languages = Språk som talas på kvällarna
organizer-name = Ditt namn
organizer-email = Din e-post
organizer-email-hint = Hit skickar vi länken nästa gång du loggar in.
network-address = Nätverkets egen sida
network-slug = Sidans adress
network-slug-hint = Sidan finns på adressen { $address }
network-make = Skapa nätverket

## Start

steps-title = Så kommer du i gång
step-done = (gjort)
step-members = Lägg till medlemmarna
step-members-words = Hämta dem från en tabell eller skriv en i taget. Tre räcker till en början.
step-members-action = Lägg till medlemmar
step-evening = Bestäm kvällarna
step-evening-words = Till exempel varje tisdag kl. 18. De följande kvällarna kommer av sig själva.
step-evening-action = Bestäm kvällarna
step-invite = Bjud in folket
step-invite-words = Alla får en inbjudan per e-post och svarar med ett tryck.
step-invite-action = Skicka inbjudningar
step-help = Berätta var man får stöd
step-help-words = Till exempel kristelefonen och företagsrådgivarens nummer. På kvällen är de alltid nära.
step-help-action = Lägg till kontaktuppgifter
step-organizer = Be om en till arrangör
step-organizer-words = Då hänger nätverket inte på en människa.
step-organizer-action = Lägg till en arrangör
step-passkey = Lägg till en nyckel på den här enheten
step-passkey-words = Med den loggar du in med fingeravtryck eller PIN-kod, utan e-post.
step-passkey-action = Lägg till en nyckel
start-next-evening = Nästa kväll
start-also = Annat
start-first-announcement = Skriv den första nyheten

## Members

members-words = Företagen och deras människor. Var och en har en egen länk och kommer in utan att vänta.
members-none-title = Inga medlemmar ännu
members-none-words = Om medlemmarna redan finns i en tabell, hämta dem på en gång. Annars lägg till den första för hand.
members-import = Hämta från en tabell
members-export = Ladda ner som tabell
members-search = Sök
members-count = { $count ->
    [one] { $count } medlem
   *[other] { $count } medlemmar
}
member-add = Lägg till en medlem
member-name = Företag
member-line = Bransch
member-place = Ort
member-nobody = Inga människor ännu
member-first-person = Kontaktperson
member-remove = Ta bort medlemmen
member-remove-title = Ska { $name } tas bort?
member-remove-words = Länkarna för företagets människor slutar fungera genast, och de får inga fler inbjudningar.
persons-title = Människor
persons-words = Inbjudningar går till dem som har e-post.
person-add = Lägg till en människa
person-name = Namn
person-email = E-post
person-language = Meddelandenas språk
person-bounced = Meddelanden till den här adressen kommer tillbaka. Kontrollera adressen.
person-remove = Ta bort människan
person-remove-title = Ska { $name } tas bort?
person-remove-words = Hens länk slutar fungera genast, och hen får inga fler meddelanden.

## Links

link-make = Gör en egen länk
link-renew = Gör en ny länk
link-renew-title = Ny länk: { $name }
link-renew-words = Den gamla länken slutar fungera genast. Den nya visas för dig en gång.
link-revoke = Återkalla länken
link-revoke-title = Återkalla länken: { $name }?
link-revoke-words = Länken slutar fungera genast. En ny kan göras när som helst.
link-there = Länken gäller
link-none = Ingen länk
link-personal-words = Den här länken är bara för: { $name }. Med den kommer man in utan att vänta.
link-once = Länken visas bara nu. Försvinner den, gör en ny.
link-print = Skriv ut
link-print-words = Öppna telefonens kamera och rikta den mot rutan, eller skriv adressen i webbläsaren.
link-qr = Länken som rutkod
guest-title = Gästlänkar
guest-words = En gästlänk kan publiceras. De som kommer med den väntar vid dörren tills kvällens värd släpper in dem.
guest-none = Det finns inga gästlänkar.
guest-made = Gjord { $when }
guest-make = Gör en gästlänk
guest-sheet-words = Välkommen till kvällen. Kvällens värd släpper in dig.
guest-revoke-title = Återkalla gästlänken?
guest-revoke-words = Länken slutar fungera genast för alla som har den.

## Bringing members from a table

import-words = Först visas vad som skulle hända. Inget ändras förrän du godkänner.
import-how = Hurdan tabell
import-columns = På första raden står kolumnernas namn. Företaget behövs, det andra är frivilligt.
import-sample = Exempel
import-sample-table =
    företag;bransch;ort;namn;e-post;språk
    Ainos hantverk;hantverk;Rovaniemi;Aino Niemelä;aino@example.fi;sv
    Kemi fiske;fiske;Kemi;Eero Mäki;eero@example.fi;fi
import-excel = I Excel och LibreOffice: Spara som, typ CSV.
import-file = Tabell (CSV)
import-paste = Eller klistra in raderna här
import-look = Se vad som skulle hända
import-preview = Vad som skulle hända
import-summary = Nya: { $created }. Ändras: { $updated }.
import-what = Vad
import-what-new = ny
import-what-update = ändras
import-what-same = oförändrad
import-line = Rad { $line }:
import-problems = { $count ->
    [one] En rad kan inte hämtas:
   *[other] { $count } rader kan inte hämtas:
}
import-problems-words = Rätta raderna i tabellen och välj den igen. Inget hämtas förrän alla rader duger.
import-carry = { $count ->
    [one] Hämta { $count } rad
   *[other] Hämta { $count } rader
}
import-done-title = Medlemmarna är hämtade
import-done = Nya: { $created }. Ändrade: { $updated }.
import-done-next = Härnäst kan du bestämma kvällarna och bjuda in folket.
import-to-members = Se medlemmarna
import-to-evenings = Bestäm kvällarna

## Staff

staff-words = De som håller kvällarna och nätverket i gång.
staff-add = Lägg till en medhjälpare
staff-none-title = Inga medhjälpare ännu
staff-none-words = Lägg till en värd, en företagsrådgivare eller en till arrangör.
staff-second-organizer = Det finns en arrangör. Lägg till en till, så hänger nätverket inte på en människa.
staff-email-hint = En arrangör behöver e-post för att logga in.
staff-role = Roll
staff-role-moderator = Kvällens värd: öppnar dörren och tar hand om samtalet
staff-role-advisor = Företagsrådgivare: berättar om stöd och svarar på frågor
staff-role-captioner = Skrivtolk: skriver talet som text
staff-role-organizer = Arrangör: kommer också till de här sidorna

## Settings

settings-network = Nätverket
settings-public-text = Presentation
settings-public-text-hint = Syns för alla på nätverkets egen sida.
settings-contact-email = E-post för kontakt
settings-contact-email-hint = Syns på nätverkets sida och i inbjudningar.
settings-help-phone = Hjälptelefon under kvällen
settings-help-phone-hint = Hit ringer den vars kväll inte öppnas.
settings-accent = Färg
accent-dusk = Skymning
accent-spruce = Gran
accent-lingon = Lingon
accent-lamp = Lampa
settings-rules = Kvällens spelregler
settings-rules-hint = En regel per rad. Alla godkänner dem innan de kommer in.
settings-members-may-host = En medlem får öppna kvällen om värden saknas
settings-members-may-host-hint = Så blir kvällen av även om värden får förhinder.
settings-more = Dataskydd och tid
settings-privacy = Dataskyddstext
settings-privacy-hint = Vem behandlar uppgifterna och varför. Syns på nätverkets sida.
settings-zone = Tidszon
settings-chat-days = Samtal och sparad textning tas bort efter, dygn
settings-attendance-days = Deltagarlistor tas bort efter, dygn
settings-days-hint = Räknas från kvällen.
logo-title = Nätverkets märke
logo-add = Lägg till en bild
logo-change = Byt bild
logo-hint = PNG, JPEG eller WebP, högst 3 megabyte.
logo-remove = Ta bort märket
helper-title = Var man får stöd
helper-words = De här syns vid dörren, under kvällen och i slutet under ”Om det känns tungt”. Ingen ser vem som tittar.
helper-none = Inga kontaktuppgifter ännu.
helper-add = Lägg till en kontakt
helper-who = Vem hjälper
helper-who-hint = Till exempel Kristelefonen
helper-address = Telefon, e-post eller webbadress
helper-address-hint = Till exempel 09 2525 0111
helper-hours = När
helper-language = Språk
helper-remove = Ta bort: { $title }
helper-remove-words = Den syns inte längre på kvällarna.
public-page-title = Nätverkets egen sida
public-page-words = En öppen sida: presentation, kommande kvällar och kalender. Medlemmarna syns inte där.
public-page-open = Öppna sidan

## Links by mail

link-mail = Skicka en ny länk per e-post
link-mail-title = Skicka länken: { $name }?
link-mail-words = Hen får ett meddelande till { $email } med sin egen sida. Den gamla länken slutar fungera.
link-mail-send = Skicka
link-own-page = En egen sida för att svara på inbjudningar och presentera företaget:
import-ignored = De här kolumnerna läses inte: { $columns }
import-rows = De lästa raderna
link-sign-in = Gör en inloggningslänk till de här sidorna
link-sign-in-words = Med den här länken loggar { $name } in på arrangörens sidor en gång. Ge den bara till hen.

## Other programs

programs-title = Andra program
programs-words = Om nätverket har en egen webbplats eller ett eget program kan det använda det här. Annars behöver du det inte.
programs-open = Nycklar och meddelanden
programs-openapi = Beskrivning av gränssnittet för den som gör programmet
tokens-title = Nycklar för program
tokens-words = Med en nyckel kommer ett program åt nätverkets uppgifter utan dig. Ge bara de rättigheter som det behöver.
tokens-none = Det finns inga nycklar.
token-make = Gör en nyckel
token-made = Gjord { $day }
token-until = gäller till { $day }
token-forever = gäller tills vidare
token-title = Var nyckeln används
token-title-hint = Till exempel Webbplatsens kalender
token-scopes = Vad man får göra med nyckeln
token-life = Hur länge nyckeln gäller
token-life-90 = 90 dygn
token-life-365 = ett år
token-life-forever = tills vidare
token-secret-words = Spara nyckeln nu i det program som använder den.
token-revoke = Återkalla nyckeln
token-revoke-this = Återkalla nyckeln: { $title }
token-revoke-title = Återkalla nyckeln: { $title }?
token-revoke-words = Det program som använder nyckeln kommer inte längre åt nätverkets uppgifter.
scope-network-read = läsa inställningar och länkar
scope-network-write = ändra inställningar och länkar
scope-members-read = läsa medlemmarnas uppgifter
scope-members-write = ändra medlemmarnas uppgifter
scope-evenings-read = läsa kvällar, svar och sparad textning
scope-evenings-write = planera och ändra kvällar
scope-announcements-read = läsa meddelanden
scope-announcements-write = skriva meddelanden
scope-schemes-read = läsa stödkort
scope-schemes-write = ändra stödkort
scope-webhooks-write = ändra meddelanden till program
secret-once = Det här visas bara nu. Om det försvinner, gör ett nytt.
secret-copy = Kopiera
secret-copied = Kopierat
hooks-title = Meddelanden till program
hooks-words = Servern berättar för adressen (webhook) när en kväll börjar eller slutar. Inga personer nämns.
hooks-none = Meddelanden skickas ingenstans.
hook-add = Lägg till en adress
hook-url = Adress
hook-url-hint = Börjar med https:// och är offentlig.
hook-events = Vad som berättas
hook-evening-started = kvällen började
hook-evening-joined = någon kom till kvällen
hook-evening-ended = kvällen slutade
hook-fine = Fungerar.
hook-failing = Programmet har inte nåtts sedan { $when }. Vi försöker fortfarande.
hook-is-off = Avstängt. Ingenting skickas.
hook-try = Prova
hook-on = Ta i bruk
hook-off = Stoppa
hook-heard = Programmet svarade att det hörde.
hook-problem-address = Till adressen skickas inget: den måste börja med https:// och vara offentlig.
hook-problem-silent = Programmet svarade inte i tid.
hook-problem-unreachable = Programmet kunde inte nås. Kontrollera adressen.
hook-problem-garbled = Programmets svar gick inte att läsa.
hook-problem-status = Programmet tog inte emot meddelandet. Det svarade { $status }.
hook-deliveries = Senast skickade
hook-deliveries-none = Ingenting har skickats än.
hook-delivered = Framme { $when }
hook-waiting = Nytt försök { $when }
hook-given-up = { $count ->
    [one] Kom inte fram på ett försök
   *[other] Kom inte fram på { $count } försök
}
hook-remove-title = Ta bort adressen?
hook-remove-words = Adressen { $url } får inte veta något mer.
hook-secret = Nyckel till underskriften
hook-secret-words = Med den kontrollerar programmet att meddelandet kom härifrån. Spara den i programmet nu.
