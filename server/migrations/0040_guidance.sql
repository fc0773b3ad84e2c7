-- Questions, polls and feedback. No row says who, and none says when: ids are random, and the rows of an evening are laid
-- down anew in the order of these ids whenever one is added.
CREATE TABLE questions (
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    question_id TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    name TEXT,
    votes BIGINT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT,
    answered_by TEXT,
    published BIGINT NOT NULL
);
CREATE INDEX questions_by_evening ON questions (evening_id, question_id);

CREATE TABLE polls (
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    poll_id TEXT NOT NULL PRIMARY KEY,
    question TEXT NOT NULL,
    kind TEXT NOT NULL,
    options TEXT NOT NULL,
    results TEXT NOT NULL,
    ballots BIGINT NOT NULL,
    closed BIGINT NOT NULL
);
CREATE INDEX polls_by_evening ON polls (evening_id, poll_id);

CREATE TABLE poll_counts (
    poll_id TEXT NOT NULL REFERENCES polls (poll_id),
    choice TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (poll_id, choice)
);

-- How often each grade was given to each question of the feedback: never which grades came together.
CREATE TABLE feedback_counts (
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    question TEXT NOT NULL,
    grade BIGINT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (evening_id, question, grade)
);

CREATE TABLE feedback_words (
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    word_id TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL
);
CREATE INDEX feedback_words_by_evening ON feedback_words (evening_id, word_id);
