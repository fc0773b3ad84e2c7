### Mails. The server writes them; see server/src/mail/letters.rs.

mail-weekday-1 = må
mail-weekday-2 = ti
mail-weekday-3 = on
mail-weekday-4 = to
mail-weekday-5 = fr
mail-weekday-6 = lö
mail-weekday-7 = sö
mail-day = { $weekday } { $day }.{ $month }.{ $year }
mail-when = { $date } kl. { $hour }.{ $minute }

mail-hello = Hej { $name }
mail-time = Tid
mail-place = Plats
mail-place-online = På nätet
mail-advisor = Företagsrådgivare
mail-programme = Program
mail-from-network = Avsändare: { $network }. Du får meddelandet för att du har lagts till i nätverket.

## Invitations

mail-invitation-subject = Inbjudan: { $title }, { $when }
mail-invitation-words = Du är bjuden till en kväll. Kom som du är, även utan kamera.
mail-answer-button = Svara på inbjudan
mail-answer-words = Ett tryck räcker. Du behöver inget konto.
mail-answer-change = Ändra ditt svar
mail-join-button = Kom till kvällen
mail-join-words = Dörren öppnas { $when }. Länken är bara för dig, skicka den inte vidare.
mail-update-subject = Ändring: { $title }, { $when }
mail-update-words = Uppgifterna om kvällen har ändrats. Här är de nya.
mail-cancellation-subject = Inställt: { $title }, { $when }
mail-cancellation-words = Kvällen är inställd. Du behöver inte göra något.

## Before and after

mail-reminder-day-subject = I morgon: { $title }
mail-reminder-hour-subject = Om en timme: { $title }
mail-reminder-words = Kvällen är snart här. Välkommen.
mail-summary-subject = Tack för kvällen: { $title }
mail-summary-words = Tack för att du var med.
mail-summary-button = Kvällens material och svar
mail-summary-next = Nästa kväll

## Announcements

mail-digest-subject = Nya meddelanden: { $network }
mail-digest-words = Det här har berättats efter det förra meddelandet.
mail-digest-button = Öppna meddelandena
mail-digest-stop = Om du inte vill få meddelanden per e-post kan du avsluta dem på din egen sida.

## Ways in

mail-sign-in-subject = Din inloggningslänk
mail-sign-in-words = Öppna länken och bekräfta inloggningen. Länken fungerar en gång och gäller i { $minutes } minuter.
mail-sign-in-button = Logga in
mail-sign-in-other = Om du inte har bett om det här meddelandet kan du radera det.
mail-personal-link-subject = Din egen länk: { $network }
mail-personal-link-words = Med länken kommer du till din egen sida och till nätverkets kvällar. Länken är bara för dig, skicka den inte vidare.
mail-personal-link-button = Öppna din egen sida

## The board and contact requests

mail-deadline-title = Ansökningstiden går ut: { $name }
mail-deadline-subject = Påminnelse: ansökningstiden går ut { $when }
mail-deadline-words = Du har markerat att du söker det här stödet. Ansökningstiden går snart ut.
mail-deadline-when = Ansökningstiden går ut
mail-deadline-stop = Bara du ser din markering. Om du inte söker längre kan du ta bort den på din egen sida. Där kan du också stänga av påminnelserna.
mail-contact-subject = Ny kontaktbegäran: { $network }
mail-contact-words = Någon önskar att en företagsrådgivare tar kontakt. Vem och i vilket ärende ser du när du har loggat in.
mail-contact-button = Öppna begärandena
# Another wording is another version: see server/src/contact.rs.
mail-contact-consent = En företagsrådgivare i nätverket { $network } får kontakta mig i det här ärendet. Mitt namn, mina kontaktuppgifter och mitt meddelande ses bara av nätverkets företagsrådgivare. Jag kan ta tillbaka min begäran när som helst, och då raderas den genast. Annars raderas den av sig själv: { $done } dagar efter att ärendet är skött, och senast { $made } dagar efter att den skickades.
