### What every page says.

close = Stäng
cancel = Avbryt
try-again = Försök igen
reload = Ladda om sidan
language = Språk
time-day-and-clock = { $day } kl. { $clock }
copy-link = Kopiera länken
copied = Länken är kopierad
role-participant = deltagare
role-captioner = skrivtolk
role-advisor = företagsrådgivare
role-moderator = kvällens värd
role-organizer = arrangör
captions-lines = { $count ->
    [one] 1 rad
   *[other] { $count } rader
 }
