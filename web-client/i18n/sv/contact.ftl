### "An advisor may contact me about this".

contact-title = Kontaktbegäranden
contact-open = Be om kontakt
contact-intro = En företagsrådgivare tar kontakt med dig. Bara nätverkets företagsrådgivare ser din begäran.
contact-name = Ditt namn
contact-phone = Telefon
contact-email = E-post
contact-one-is-enough = Telefon eller e-post räcker.
contact-words = Vad du vill tala om
contact-words-hint = Några ord räcker. Du kan också berätta när du kan nås.
contact-agree = Jag samtycker till detta
contact-send = Skicka begäran
contact-sent = Din begäran är skickad. En rådgivare tar kontakt med dig.
contact-about-nothing = Kontakt
contact-state-new = Väntar på en rådgivare
contact-state-taken = En rådgivare sköter det
contact-state-done = Skött
contact-withdraw = Ta tillbaka
contact-withdraw-words = När du tar tillbaka din begäran raderas den genast.

## For advisors

section-contact-requests = Kontakt
contact-requests-words = De här personerna önskar att en rådgivare tar kontakt. Bara nätverkets företagsrådgivare ser begärandena, inte arrangörerna.
contact-none-title = Det finns inga begäranden nu
contact-none-words = Du får e-post när någon ber om kontakt.
contact-take = Jag tar detta
contact-done = Markera som skött
contact-leave = Lämna till någon annan
contact-again = Öppna igen
contact-erase = Radera
contact-erase-title = Radera begäran: { $name }
contact-erase-words = Begäran och kontaktuppgifterna raderas genast. Den som bad om kontakt får inget meddelande.
contact-guest = gäst
contact-language = Språk: { $language }
contact-consent-given = Vad personen har samtyckt till
contact-erased = Raderas av sig själv { $day }

## Settings

settings-contact-done-days = Kontaktbegäranden som skötta (dagar)
settings-contact-made-days = Kontaktbegäranden högst (dagar)
settings-contact-hint = Bara företagsrådgivare ser begärandena. Om du också ger råd själv, lägg till dig en gång till som företagsrådgivare.
