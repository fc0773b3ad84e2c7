### What every page says.

close = Sulje
cancel = Peruuta
try-again = Yritä uudelleen
reload = Lataa sivu uudelleen
language = Kieli
time-day-and-clock = { $day } klo { $clock }
copy-link = Kopioi linkki
copied = Linkki on kopioitu
role-participant = osallistuja
role-captioner = kirjoitustulkki
role-advisor = yritysneuvoja
role-moderator = illan vetäjä
role-organizer = järjestäjä
captions-lines = { $count ->
    [one] 1 rivi
   *[other] { $count } riviä
 }
