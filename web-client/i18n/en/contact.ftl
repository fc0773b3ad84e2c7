### "An advisor may contact me about this".

contact-title = Contact requests
contact-open = Ask to be contacted
contact-intro = A business advisor gets in touch with you. Only the network’s business advisors see your request.
contact-name = Your name
contact-phone = Telephone
contact-email = Email
contact-one-is-enough = Telephone or email is enough.
contact-words = What you would like to talk about
contact-words-hint = A few words are enough. You can also say when you can be reached.
contact-agree = I agree to this
contact-send = Send the request
contact-sent = Your request was sent. An advisor gets in touch with you.
contact-about-nothing = Contact
contact-state-new = Waiting for an advisor
contact-state-taken = An advisor looks after it
contact-state-done = Done
contact-withdraw = Take back
contact-withdraw-words = When you take a request back, it is erased at once.

## For advisors

section-contact-requests = Requests
contact-requests-words = These people would like an advisor to get in touch. Only the network’s business advisors see the requests, not the organizers.
contact-none-title = There are no requests now
contact-none-words = You get an email when somebody asks to be contacted.
contact-take = I take this
contact-done = Mark as done
contact-leave = Leave it to another
contact-again = Open again
contact-erase = Erase
contact-erase-title = Erase the request: { $name }
contact-erase-words = The request and the contact details are erased at once. Whoever asked gets no message.
contact-guest = guest
contact-language = Language: { $language }
contact-consent-given = What they have agreed to
contact-erased = Erased by itself { $day }

## Settings

settings-contact-done-days = Contact requests once done (days)
settings-contact-made-days = Contact requests at most (days)
settings-contact-hint = Only business advisors see the requests. If you advise as well, add yourself to the staff a second time as a business advisor.
