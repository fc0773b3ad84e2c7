### The common stage: what is shown on it, and what can be done with it.

tool-present = Present
more-present = Present on the stage
more-present-business = Present your business
stage-shows = Presented by { $name }
stage-you-show = You are presenting
stage-left = The presenter is not here
stage-unknown = This cannot be shown. Reload the page.
stage-undecodable = This browser cannot show this broadcast.
stage-undecodable-sound = You can hear its sound.
stage-undecodable-help = To see it, open the link in another browser, for example Chrome, Edge or Safari.
stage-unseen = { $count ->
    [one] One person does not see this broadcast, because their browser cannot show it
   *[other] { $count } people do not see this broadcast, because their browsers cannot show it
}
stage-take = Take over
stage-hand = Hand over
stage-hand-title = Who presents next
stage-hand-words = Whoever you choose goes on with what is on the stage.
stage-hand-screen-words = Your screen stays until whoever you choose shows theirs.
stage-hand-other-screen-words = The screen stays until the person you choose shows theirs.
stage-next = { $name } shows next.
stage-clear = Take down
said-stage-shows = { $name } is showing something on the stage
said-stage-empty = The stage is empty now
said-stage-yours = The stage is yours now
said-stage-offered = { $name } hands the stage to you. You can share your screen.

## Slides

slides-label = { $title }, page { $page } of { $pages }. Turn pages with the arrow keys.
slides-page = Page { $page } of { $pages }
slides-page-following = Page { $page } of { $pages }, the presenter's page
slides-number = { $page } / { $pages }
slides-previous = Previous page
slides-next = Next page
slides-follow = Back to the presenter
slides-large = Enlarge
slides-download = Keep a copy
slides-opening = The document is opening…
slides-problem = The document cannot be shown right now.
slides-again = Try again

## Bringing something onto the stage

present-title = Present on the stage
present-slides = Slides
present-timer = Clock
present-card = Guidance card
present-business = Business
present-slides-words = Add a document as PDF. Everybody sees the same page, and each can also read ahead.
present-card-words = The card tells how to apply for a support. Only the name is needed.
present-business-words = The card presents a business. Only the name is needed.
present-show = Show
present-erase = Delete
present-may-keep = may be kept
pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
upload-choose = Choose a PDF file
upload-download = Participants may keep a copy of the document
upload-going = Sending: { $title }
timer-title = What the time is for (optional)
timer-minutes = Time
timer-start = Start the clock
timer-pause = Pause
timer-resume = Go on
timer-more = One more minute
timer-paused = The clock is paused
card-title = Name of the support
card-text = What it is
card-for-whom = For whom
card-amount = How much
card-deadline = Apply by
card-steps = How to apply
card-steps-each = How to apply (one step on a line)
card-link = More on the web
business-name = Name of the business
business-person = Whose it is
business-place = Place
business-does = What it does
business-offers = What it can offer to others
business-needs = What it looks for
present-board-empty = The network has not published any schemes yet. You can write the card yourself.
question-now-banner = Being answered now: { $text }

## The card of one's own business

own-card-words = This is what the others will see. It comes from your page in the network.
own-card-changed = This is what the others will see tonight. Your page in the network stays as it was.
own-card-tonight = Changes are for this evening only. Nothing changes on your page in the network.
own-card-show = Show to everyone
own-card-change = Change for this evening
own-card-back = Back to the network's words
own-card-picture = Show the picture too
action-card = Ask to present their business
card-asked = { $name } asks you to present your business on the stage.
card-look = See your card
card-decline = Not now
notice-card-declined = { $name } does not present their business just now.
