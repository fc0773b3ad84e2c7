# Questions, polls, captions and feedback.

tool-questions = Questions
tool-questions-waiting = { $count ->
    [one] Questions, { $count } waits for an answer
   *[other] Questions, { $count } wait for an answer
}
questions-title = Questions to the advisors
questions-empty = There are no questions yet. Every question is a good one.
questions-fold = Ask the business advisor already now
questions-ask = Your question
questions-send = Send the question
questions-with-name = Show my name with the question
questions-nobody-hint = You ask anonymously. Nobody sees who asked, and it is not kept.
questions-name-hint = Everybody sees your name with the question.
questions-readable = Questions are not end-to-end encrypted: whoever runs the service can read them.
questions-sent = Your question has been sent.
question-nobody = Anonymously
question-erased = The words of this question were removed.
question-also = The same question: { $text }
question-now = Being answered now
question-answered-by = Answer: { $name }
question-spoken = Answered during the evening
question-dismissed-personal = This is better answered in private. Write to the host.
question-dismissed-off-topic = This is not about this evening’s subject.
question-dismissed-no-time = There was no time for this one this evening.
question-dismissed-unkind = The question was removed because it hurt somebody.
question-vote = I want to know too
question-vote-count = { $count ->
    [one] I want to know too. { $count } wants to know.
   *[other] I want to know too. { $count } want to know.
}
question-take = Answer this now
question-done = Answered aloud
question-write = Answer in writing
question-correct = Correct the answer
question-merge = Same as another
question-dismiss = Do not answer
question-reopen = Open again
question-publish = Keep on the network’s page
question-keep-label = For whom on the network’s page?
question-keep-members = Only for the people of the network
question-keep-everybody = For everybody who opens the page
question-keep-send = Keep
question-kept-members = On the network’s page, only for its people
question-kept-everybody = On the network’s page, for everybody
question-answer-label = Your answer
question-answer-send = Send the answer
question-merge-label = Which question is the same?
question-merge-send = Merge
question-dismiss-label = Why is it not answered?
question-dismiss-send = Leave unanswered
question-reason-personal = Better in private
question-reason-off-topic = Not about the subject
question-reason-no-time = No time today
question-reason-unkind = Hurts somebody: the words are removed
poll-make = Make a poll
poll-asked = Poll: { $question }
poll-question = What do you ask?
poll-kind = How to answer
poll-kind-single = Choose one
poll-kind-multiple = Choose several
poll-kind-scale = Scale 1–5
poll-kind-word = Own word
poll-options = Options, one a line
poll-ends = What 1 and 5 mean, one a line (optional)
poll-results = Results are shown
poll-results-at-close = When the poll closes
poll-results-live = At once
poll-make-words = Answers are counted anonymously. If fewer than three people answer, nobody sees the results.
poll-open = Open the poll
poll-close = Close the poll
poll-answer = Answer
poll-word = A word or two
poll-thanks = You have answered. Thank you.
poll-hidden = The results are shown when the poll closes.
poll-few = Fewer than three have answered, so the results are not shown.
poll-anonymous = The answer is anonymous.
poll-ballots = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
poll-to-stage = Show on the stage
poll-gone = This poll is no longer here.
poll-save = Save the results
captions-title = Captions
captions-settings = Caption settings
captions-show = Show captions
captions-hide = Hide captions
captions-size = Size of captions
captions-size-normal = Normal text
captions-size-large = Large text
captions-size-huge = Very large text
captions-language = Language of captions
captions-language-page = The page’s language
captions-strong = Strong contrast
captions-start = Write captions
captions-stop = Stop writing captions
captions-write = Write what is said
captions-correcting = Correct the line
captions-correct = Correct the line: { $text }
captions-language-written = The language you write in
captions-hint = Others see the text as you write. Enter begins a new line. The text is not kept.
captions-hint-kept = The others see the text as you write. Enter begins a new line. The text is kept and can be read after the evening.
captions-hint-full = The others see the text as you write. Enter begins a new line. New lines are not kept any more.
captions-kept = The captions of this evening are kept. They can be read after the evening.
captions-full = As many captions are kept as there is room for. New lines are not kept any more.
feedback-title = How was the evening?
feedback-words = Three questions, anonymously. You may answer only some. Nobody sees who answered.
feedback-useful = Did you take something along?
feedback-ease = Was it easy to be there?
feedback-wish = What do you wish for next time?
feedback-least = not at all
feedback-most = very much
feedback-empty = Answer at least one question.
feedback-send = Send feedback
feedback-thanks = Thank you for your feedback.
