-- Ids are text, times are milliseconds since the Unix epoch, flags are 0 or 1, hashes are hexadecimal text.

CREATE TABLE networks (
    id TEXT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    ground_rules TEXT NOT NULL,
    help_phone TEXT,
    members_may_host BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE evenings (
    id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL REFERENCES networks (id),
    title TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    doors_open_at BIGINT NOT NULL,
    locked BIGINT NOT NULL DEFAULT 0,
    opened_by_member BIGINT NOT NULL DEFAULT 0,
    ended BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE links (
    id TEXT PRIMARY KEY,
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    token_hash TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    fixed_name TEXT,
    admits BIGINT NOT NULL,
    valid_from BIGINT,
    expires_at BIGINT,
    revoked_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX links_by_evening ON links (evening_id);

CREATE TABLE sessions (
    participant_id TEXT PRIMARY KEY,
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    link_id TEXT NOT NULL REFERENCES links (id),
    device_id TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    business TEXT,
    language TEXT NOT NULL,
    role TEXT NOT NULL,
    recognised BIGINT NOT NULL,
    admitted BIGINT NOT NULL,
    joined_at BIGINT NOT NULL,
    ended BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX sessions_by_evening ON sessions (evening_id);

CREATE TABLE chat_messages (
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    message_id TEXT NOT NULL,
    chat_seq BIGINT NOT NULL,
    author_id TEXT NOT NULL,
    author_name TEXT NOT NULL,
    author_role TEXT NOT NULL,
    staff_thread_with TEXT,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    erased_by TEXT,
    PRIMARY KEY (evening_id, message_id),
    UNIQUE (evening_id, chat_seq)
);

CREATE TABLE chat_reactions (
    evening_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    participant_id TEXT NOT NULL,
    reaction TEXT NOT NULL,
    PRIMARY KEY (evening_id, message_id, participant_id, reaction),
    FOREIGN KEY (evening_id, message_id) REFERENCES chat_messages (evening_id, message_id)
);

-- Who gets in no more: `link` and `device` are barred, a `marked` shared link no longer admits by itself.
CREATE TABLE bars (
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (evening_id, kind, subject)
);

CREATE TABLE moderation_log (
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    at BIGINT NOT NULL,
    by_id TEXT NOT NULL,
    action TEXT NOT NULL,
    about_id TEXT,
    note TEXT NOT NULL
);
CREATE INDEX moderation_log_by_evening ON moderation_log (evening_id, at);
