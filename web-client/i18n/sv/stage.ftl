### The common stage: what is shown on it, and what can be done with it.

tool-present = Visa
more-present = Visa i den gemensamma vyn
more-present-business = Presentera ditt företag
stage-shows = Presenteras av { $name }
stage-you-show = Du presenterar
stage-left = Den som presenterar är inte här
stage-unknown = Det här kan inte visas. Ladda sidan på nytt.
stage-undecodable = Den här webbläsaren kan inte visa den här sändningen.
stage-undecodable-sound = Du hör ljudet.
stage-undecodable-help = Bilden ser du om du öppnar länken i en annan webbläsare, till exempel Chrome, Edge eller Safari.
stage-unseen = { $count ->
    [one] En person ser inte sändningen, eftersom webbläsaren inte kan visa den
   *[other] { $count } personer ser inte sändningen, eftersom deras webbläsare inte kan visa den
}
stage-take = Ta över
stage-hand = Ge vidare
stage-hand-title = Vem presenterar härnäst
stage-hand-words = Den du väljer fortsätter med det som finns i den gemensamma vyn.
stage-hand-screen-words = Din skärm syns tills den du väljer visar sin egen.
stage-hand-other-screen-words = Skärmen syns tills den du väljer visar sin egen.
stage-next = { $name } visar härnäst.
stage-clear = Ta bort
said-stage-shows = { $name } visar något i den gemensamma vyn
said-stage-empty = Den gemensamma vyn är nu tom
said-stage-yours = Den gemensamma vyn är nu din
said-stage-offered = { $name } ger dig den gemensamma vyn. Du kan dela din skärm.

## Slides

slides-label = { $title }, sida { $page } av { $pages }. Byt sida med piltangenterna.
slides-page = Sida { $page } av { $pages }
slides-page-following = Sida { $page } av { $pages }, samma som visas för alla
slides-number = { $page } / { $pages }
slides-previous = Föregående sida
slides-next = Nästa sida
slides-follow = Tillbaka till presentationen
slides-large = Förstora
slides-download = Spara åt dig själv
slides-opening = Dokumentet öppnas…
slides-problem = Dokumentet kan inte visas just nu.
slides-again = Försök igen

## Bringing something onto the stage

present-title = Visa i den gemensamma vyn
present-slides = Bilder
present-timer = Klocka
present-card = Stödkort
present-business = Företag
present-slides-words = Lägg till ett dokument som PDF. Alla ser samma sida, och var och en kan också bläddra själv.
present-card-words = Kortet berättar hur man söker stödet. Bara namnet måste fyllas i.
present-business-words = Kortet presenterar företaget. Bara namnet måste fyllas i.
present-show = Visa
present-erase = Ta bort
present-may-keep = får sparas
pages = { $count ->
    [one] { $count } sida
   *[other] { $count } sidor
}
upload-choose = Välj en PDF-fil
upload-download = Deltagarna får spara dokumentet åt sig själva
upload-going = Skickas: { $title }
timer-title = Vad tiden är till för (frivilligt)
timer-minutes = Tid
timer-start = Starta klockan
timer-pause = Stanna
timer-resume = Fortsätt
timer-more = En minut till
timer-paused = Klockan är stannad
card-title = Stödets namn
card-text = Vad det är
card-for-whom = För vem
card-amount = Hur mycket
card-deadline = Ansökningstiden går ut
card-steps = Så här ansöker du
card-steps-each = Så här ansöker du (ett steg per rad)
card-link = Mer på nätet
business-name = Företagets namn
business-person = Vems det är
business-place = Ort
business-does = Vad det gör
business-offers = Vad det kan erbjuda andra
business-needs = Vad det söker
present-board-empty = Nätverket har ännu inga publicerade stödformer. Du kan skriva kortet själv.
question-now-banner = Besvaras nu: { $text }

## The card of one's own business

own-card-words = Så här ser de andra din presentation. Uppgifterna kommer från din sida i nätverket.
own-card-changed = Så här ser de andra din presentation i kväll. På din sida i nätverket finns den tidigare kvar.
own-card-tonight = Ändringarna syns bara i kväll. På din sida i nätverket ändras ingenting.
own-card-show = Visa för alla
own-card-change = Ändra för i kväll
own-card-back = Återställ nätverkets uppgifter
own-card-picture = Visa också bilden
action-card = Be presentera sitt företag
card-asked = { $name } ber dig presentera ditt företag i den gemensamma vyn.
card-look = Se din presentation
card-decline = Inte nu
notice-card-declined = { $name } presenterar inte sitt företag just nu.
