### A network's public page, a member's own page, the answer to an invitation.

page-problem-title = Sidan öppnades inte
network-invites = Kvällen öppnas med länken som arrangören skickar. Vill du vara med, kontakta arrangören.
network-evenings = Kommande kvällar
network-no-evenings = Nästa kväll är inte bestämd ännu.
network-calendar = Kvällarna till din egen kalender
network-privacy = Så behandlas dina uppgifter

## A member's own page

me-hello = Hej { $name }
me-to-evening = Gå till kvällen
me-to-evening-words = Din länk är personlig: du kommer in utan att vänta. Dela den inte med andra.
me-calendar = Ta kvällarna till din egen kalender
me-calendar-words = Den här adressen är din. Din kalender hämtar kvällarna därifrån. Gör du en ny adress, slutar den gamla fungera.
me-calendar-open = Öppna i kalendern
me-calendar-copy = Kopiera adressen
me-answer = Kommer du till kvällen: { $title }
me-board = Meddelanden
me-card = Presentera ditt företag
me-card-words = De andra i kvällen ser det här när de öppnar ditt namn. Skriv bara det du vill berätta.
card-does = Vad jag gör
card-does-hint = Med egna ord. Litet räcker.
card-needs = Vad jag behöver
card-needs-hint = Hjälp, kunder, en lokal, sällskap på mässan – vad som helst.
card-offers = Vad jag erbjuder andra
card-offers-hint = Där du kunde hjälpa en annan företagare.
card-language = På vilket språk du får meddelanden
card-picture = Bild
card-picture-hint = Av dig, ditt arbete eller din logotyp. PNG, JPEG eller WebP, högst 3 megabyte.
card-picture-remove = Ta bort bilden

## The answer to an invitation

rsvp-question = { $name }, kommer du med?
rsvp-yes = Jag kommer
rsvp-maybe = Kanske
rsvp-no = Jag kan inte
rsvp-thanks-yes = Tack. Roligt att du kommer.
rsvp-thanks-maybe = Tack. Du får komma även om du bestämmer dig först samma kväll.
rsvp-thanks-no = Tack för beskedet. Kanske nästa gång.
rsvp-change = Du kan ändra ditt svar på den här sidan tills kvällen börjar.
rsvp-cancelled = Den här kvällen är inställd.
rsvp-over = Den här kvällen har redan varit.

## Mail, and a feed

me-mail = E-post
me-mail-reminders = Påminnelser om kvällar (en dag och en timme före) och om ansökningstider
me-mail-digest = Nyheter
network-feed = Nyheterna som flöde

## Svar som sparas

answers-title = Frågor och svar
answers-words = Frågorna ställdes på kvällarna, företagsrådgivarna har svarat.
answers-search = Sök bland svaren
answers-found = { $count ->
    [one] { $count } svar
   *[other] { $count } svar
}
answers-by = Svar av { $name }, { $evening }
answers-edit = Ändra
answers-take-down = Ta bort från sidan
answers-question = Fråga
answers-answer = Svar
answers-audience = För vem
answers-everybody = För alla
answers-members = Bara för nätverkets folk

## Vad som blev kvar av kvällen

after-materials = Material
after-pages = { $count ->
    [one] { $count } sida
   *[other] { $count } sidor
}
after-save = Spara: { $title }
after-save-short = Spara
after-links = Länkar som delades
after-answers = Frågor som fick svar
after-captions = Textning
after-captions-read = Läs
after-captions-read-all = Läs textningen: { $language }
after-captions-hide = Dölj
after-captions-hide-all = Dölj textningen: { $language }
after-captions-text = Spara som text
after-captions-text-all = Spara som text: { $language }
after-captions-vtt = Spara som videotextning (WebVTT)
after-captions-vtt-all = Spara som videotextning (WebVTT): { $language }
after-captions-words = En skrivtolk skrev detta under kvällen. Det kan finnas fel.
after-spoken = Besvarades muntligt på kvällen.
after-next = Nästa kväll
after-encrypted = Kvällen var krypterad från ände till ände. Inget av det som sades, skrevs eller visades finns här.
after-empty = Inget blev kvar att läsa från den här kvällen.
