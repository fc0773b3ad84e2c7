### Evenings, series of them, invitations, and the board.

## The calendar

evenings-words = Bestäm en kväll eller en serie som återkommer av sig själv.
evenings-none-title = Inga kvällar är bestämda ännu
evenings-none-words = Många nätverk träffas samma tid i veckan. Börja med det.
evenings-coming = Kommande kvällar
evenings-no-coming = Det finns inga kommande kvällar.
evenings-past = Tidigare kvällar ({ $count })
series-title = Serier
evening-new = Ny kväll
evening-title = Rubrik
evening-title-hint = Till exempel Företagarkväll eller Att söka stöd
evening-date = Dag
evening-clock = Klockslag
evening-length = Längd
evening-doors = Dörrarna öppnas
evening-doors-before = { $count ->
    [0] när kvällen börjar
   *[other] { $count } min före
}
length-minutes = { $minutes } min
length-hours = { $hours } h
length-both = { $hours } h { $minutes } min
evening-more = Program, plats och rådgivare
evening-programme-hint = Vad som händer. Kommer med i inbjudan.
evening-place = Plats
evening-place-hint = Om några sitter i samma rum.
evening-advisor = Företagsrådgivare
evening-advisor-none = Bjuds inte in
evening-encrypted = Hela kvällen krypterad från ände till ände
evening-encrypted-hint = Gamla webbläsare kommer inte in. Smågrupper är alltid krypterade.
evening-captions-kept = Spara skrivtolkens textning
evening-captions-kept-hint = Den kan läsas efter kvällen på samma sida som det övriga materialet. Alla får veta att den sparas. Textningen av en krypterad kväll och av smågrupper sparas aldrig.
evening-captions-not = Textningen av en krypterad kväll kan inte sparas.
evening-make = Bestäm kvällen
series-make = Bestäm kvällarna

## How it comes again

again-title = Återkommer kvällen
again-once = Bara en gång
again-weekly = Varje { $weekday }
again-biweekly = Varannan { $weekday }
again-monthly-1 = Första { $weekday } i månaden
again-monthly-2 = Andra { $weekday } i månaden
again-monthly-3 = Tredje { $weekday } i månaden
again-monthly-4 = Fjärde { $weekday } i månaden
again-monthly-last = Sista { $weekday } i månaden
again-other = Egen regel ({ $rule })
again-until = { $again }, senast { $day }
again-end = Sista dagen
again-end-hint = Lämna tomt om ni fortsätter tills vidare.
again-first = Kvällarna: { $days }…
weekday-mo = måndag
weekday-tu = tisdag
weekday-we = onsdag
weekday-th = torsdag
weekday-fr = fredag
weekday-sa = lördag
weekday-su = söndag
weekday-the-mo = måndagen
weekday-the-tu = tisdagen
weekday-the-we = onsdagen
weekday-the-th = torsdagen
weekday-the-fr = fredagen
weekday-the-sa = lördagen
weekday-the-su = söndagen

## A series

series-exceptions-words = Om en kväll flyttas eller uteblir, ändra bara den. De andra förblir som de är.
series-edit = Ändra serien
series-edit-words = Ändringen gäller alla kommande kvällar.
series-change-tells = De inbjudna får veta. Serien börjar nu { $day }.
series-remove = Avsluta serien
series-remove-title = Avsluta serien: { $title }?
series-remove-words = De kommande kvällarna ställs in och de inbjudna får veta. Tidigare kvällar finns kvar.

## One evening

evening-state-scheduled = Bestämd
evening-state-doors-open = Dörrarna öppna
evening-state-live = Pågår
evening-state-ended = Slut
evening-state-cancelled = Inställd
evening-of-series = En del av en serie
evening-edit = Ändra eller flytta
evening-edit-one = Ändringen gäller bara den här kvällen.
evening-change-tells = De inbjudna får veta om ändringen per e-post.
evening-copy = Kopiera till en ny
evening-cancel = Ställ in kvällen
evening-cancel-title = Ställa in kvällen?
evening-cancel-words = { $title }, { $when }. De inbjudna får veta per e-post.
invitations-title = Inbjudningar
invitations-none = Ingen har bjudits in till kvällen ännu.
invitations-send = Skicka inbjudningar
invitations-send-more = Bjud in nya medlemmar
invitations-sent = { $count ->
    [one] Inbjudan gick till en.
   *[other] Inbjudan gick till { $count } människor.
}
invitations-nobody = Alla som har e-post är redan inbjudna.
invitations-words = Inbjudan går till dem som har e-post. I den finns den egna länken, en kalenderpost och svarsknappar. En påminnelse går en dag och en timme före.
invitation-bounced = Meddelandet kom tillbaka. Kontrollera adressen.
rsvp-counts = Kommer { $yes }, kan inte { $no }, inbjudna { $invited }
rsvp-is-yes = kommer
rsvp-is-no = kan inte
rsvp-is-maybe = kanske
rsvp-is-none = inget svar
attendance-title = Vilka som var där
attendance-none = Ingen har skrivit upp sig på listan.
attendance-count = { $count ->
    [one] { $count } deltagare
   *[other] { $count } deltagare
}
attendance-until = På listan finns de som gick med på det. Den tas bort { $day }.
evening-feedback-title = Respons
evening-feedback-words = Anonyma ord efter kvällen.
evening-feedback-none = Det finns ingen respons.

## The board

announcements-words = Nyheterna syns på medlemmarnas egna sidor, och dagens nyheter går till dem i ett meddelande.
announcements-none-title = Inga nyheter ännu
announcements-none-words = Berätta till exempel vilka stöd som kan sökas nu eller vad som sades förra kvällen.
announcements-feed = Nyheterna som flöde
announcement-new = Ny nyhet
announcement-title = Rubrik
announcement-text = Text
announcement-text-hint = Webbadresser blir länkar.
announcement-public = Visa också på nätverkets öppna sida
announcement-public-hint = Annars ser bara medlemmarna nyheten på sina egna sidor.
announcement-publish = Publicera
announcement-remove = Ta bort nyheten
announcement-remove-title = Ta bort nyheten?
announcement-remove-words = { $title } syns inte längre för någon. Skickad e-post kan inte återkallas.
attachments-title = Bilagor
attachment-add = Lägg till en bilaga
attachment-hint = PDF, PNG, JPEG eller text, högst 4 megabyte.
attachment-remove = Ta bort: { $name }

## What was added to evenings

series-invite = Inbjudningar går av sig själva
series-invite-week = en vecka före kvällen
series-invite-days = { $count } dagar före kvällen
series-invite-never = går inte av sig själva
series-invite-hint = Alla som har e-post bjuds in. Du kan också skicka inbjudningar själv.
evening-clock-skips = Klockan ställs om den natten och klockslaget finns inte. Kvällen är en timme senare.
summary-title = Meddelande efter kvällen
summary-text = Vad som sades på kvällen
summary-hint = Går till de inbjudna efter kvällen. Skriv bara det som kan berättas för alla: råd, länkar, nästa kväll.
captions-erase-title = Sparad textning
captions-erase-words = Textningen kan läsas på kvällens sida. Den raderas av sig själv samtidigt som kvällens chatt.
captions-erase = Radera textningen
captions-erase-sure = Textningen raderas genast för alla. Den går inte att få tillbaka.
invitations-unreachable = { $count ->
    [one] En har ingen e-post: ge länken själv.
   *[other] { $count } har ingen e-post: ge dem länken själv.
}
evening-feedback-given = { $count ->
    [one] { $count } svar
   *[other] { $count } svar
}
evening-feedback-few = Svaren visas när de är minst tre. Så avslöjas ingen.
evening-feedback-question-few = Färre än tre svarade på den här frågan, så svaren visas inte.
evening-feedback-useful = Fick man med sig något (1–5)
evening-feedback-ease = Var det lätt att vara med (1–5)
evening-feedback-grade = Betyg { $grade }
evening-feedback-wishes = Önskemål

## Mail

post-title = E-post
post-off = Den här servern skickar ingen e-post. Ge var och en länken själv, till exempel per sms, eller be den som sköter servern att ta e-posten i bruk.
post-fine = Meddelandena går som de ska.
post-waiting = { $count ->
    [one] Ett meddelande väntar.
   *[other] { $count } meddelanden väntar.
}
post-lost = De här meddelandena kom inte fram. Kontrollera adresserna.
announcement-mail = Skicka också per e-post
announcement-mail-hint = Dagens nyheter kommer i ett meddelande.
attendance-devices = Med var { $count ->
    [one] { $count } enhet
   *[other] { $count } enheter
}.

## One date of a series, an invitation once more

date-move = Flytta
date-move-this = Flytta kvällen { $day }
date-cancel = Ställ in
date-cancel-this = Ställ in kvällen { $day }
evening-edited = Flyttad eller ändrad
invite-again = Skicka igen
invite-again-to = Skicka igen: { $name }
invite-again-done = Inbjudan skickas igen: { $name }

## Feedback over time, and what is left

feedback-over-time = Respons över tid
feedback-over-time-words = Medeltal för de kvällar då minst tre svarade på frågan. Den nyaste är till höger.
feedback-as-table = Samma som tabell
feedback-evening = Kväll
feedback-answers = Svar
feedback-too-few = för få
evening-left = Vad som blev kvar av kvällen
