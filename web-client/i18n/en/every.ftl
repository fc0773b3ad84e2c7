### What every page says.

close = Close
cancel = Cancel
try-again = Try again
reload = Reload the page
language = Language
time-day-and-clock = { $day } at { $clock }
copy-link = Copy the link
copied = The link has been copied
role-participant = participant
role-captioner = captioner
role-advisor = business advisor
role-moderator = host
role-organizer = organizer
captions-lines = { $count ->
    [one] 1 line
   *[other] { $count } lines
 }
