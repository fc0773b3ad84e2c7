### "An advisor may contact me about this".

contact-title = Yhteydenottopyynnöt
contact-open = Pyydä yhteydenottoa
contact-intro = Yritysneuvoja ottaa sinuun yhteyttä. Pyyntösi näkevät vain verkoston yritysneuvojat.
contact-name = Nimesi
contact-phone = Puhelin
contact-email = Sähköposti
contact-one-is-enough = Puhelin tai sähköposti riittää.
contact-words = Mistä haluat puhua
contact-words-hint = Muutama sana riittää. Voit kertoa myös, milloin sinut tavoittaa.
contact-agree = Suostun tähän
contact-send = Lähetä pyyntö
contact-sent = Pyyntö on lähetetty. Neuvoja ottaa sinuun yhteyttä.
contact-about-nothing = Yhteydenotto
contact-state-new = Odottaa neuvojaa
contact-state-taken = Neuvoja hoitaa
contact-state-done = Hoidettu
contact-withdraw = Peru
contact-withdraw-words = Kun perut pyynnön, se poistetaan heti.

## For advisors

section-contact-requests = Pyynnöt
contact-requests-words = Nämä ihmiset toivovat, että neuvoja ottaa yhteyttä. Pyynnöt näkevät vain verkoston yritysneuvojat, eivät järjestäjät.
contact-none-title = Pyyntöjä ei ole nyt
contact-none-words = Saat sähköpostin, kun joku pyytää yhteydenottoa.
contact-take = Otan tämän
contact-done = Merkitse hoidetuksi
contact-leave = Jätä toiselle
contact-again = Avaa uudelleen
contact-erase = Poista
contact-erase-title = Poistetaanko pyyntö: { $name }
contact-erase-words = Pyyntö ja yhteystiedot poistetaan heti. Pyytäjälle ei lähetetä viestiä.
contact-guest = vieras
contact-language = Kieli: { $language }
contact-consent-given = Mihin hän on suostunut
contact-erased = Poistetaan itsestään { $day }

## Settings

settings-contact-done-days = Yhteydenottopyynnöt hoidettuina (päivää)
settings-contact-made-days = Yhteydenottopyynnöt enintään (päivää)
settings-contact-hint = Pyynnöt näkevät vain yritysneuvojat. Jos neuvot myös itse, lisää itsesi tekijöihin toisen kerran yritysneuvojana.
