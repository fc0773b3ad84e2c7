-- The calendar of a network, the mail about it, and what is told between evenings. Times on the wall are text: 2026-11-24T18:00.

CREATE TABLE series (
    id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL REFERENCES networks (id),
    title TEXT NOT NULL,
    programme TEXT NOT NULL,
    place TEXT,
    rule TEXT NOT NULL,
    first_local TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    doors_minutes BIGINT NOT NULL,
    advisor_person_id TEXT,
    encrypted BIGINT NOT NULL,
    -- So many days before an evening its invitations go out by themselves; null: never.
    invite_days BIGINT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    removed_at BIGINT,
    sequence BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX series_by_network ON series (network_id, created_at);

-- An evening of a series has the time its rule gives in `original_local`, whenever it is held; `edited`: it goes its own way.
ALTER TABLE evenings ADD COLUMN original_local TEXT;
ALTER TABLE evenings ADD COLUMN edited BIGINT NOT NULL DEFAULT 0;
ALTER TABLE evenings ADD COLUMN programme TEXT NOT NULL DEFAULT '';
ALTER TABLE evenings ADD COLUMN place TEXT;
ALTER TABLE evenings ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'Europe/Helsinki';
ALTER TABLE evenings ADD COLUMN advisor_person_id TEXT;
-- What the mail after the evening says.
ALTER TABLE evenings ADD COLUMN summary TEXT NOT NULL DEFAULT '';
ALTER TABLE evenings ADD COLUMN cancelled_at BIGINT;
ALTER TABLE evenings ADD COLUMN opened_at BIGINT;
ALTER TABLE evenings ADD COLUMN ended_at BIGINT;
ALTER TABLE evenings ADD COLUMN summary_sent_at BIGINT;
ALTER TABLE evenings ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;
-- Of iTIP: grows with each change that people have to hear of.
ALTER TABLE evenings ADD COLUMN sequence BIGINT NOT NULL DEFAULT 0;
ALTER TABLE evenings ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX evenings_by_original ON evenings (series_id, original_local);
CREATE INDEX evenings_by_start ON evenings (starts_at);

CREATE TABLE invitations (
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    person_id TEXT NOT NULL REFERENCES persons (id),
    -- yes, no, maybe; null: not yet.
    answer TEXT,
    answered_at BIGINT,
    invited_at BIGINT NOT NULL,
    PRIMARY KEY (evening_id, person_id)
);
CREATE INDEX invitations_by_person ON invitations (person_id);

-- What is in a mail is erased once it is sent: it holds links.
CREATE TABLE mail_queue (
    id TEXT PRIMARY KEY,
    network_id TEXT REFERENCES networks (id),
    evening_id TEXT REFERENCES evenings (id),
    person_id TEXT,
    kind TEXT NOT NULL,
    -- The occasion: a second mail for the same one is not queued.
    occasion TEXT UNIQUE,
    address TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    reply_to TEXT,
    subject TEXT NOT NULL,
    text_body TEXT NOT NULL,
    html_body TEXT NOT NULL,
    calendar TEXT,
    created_at BIGINT NOT NULL,
    -- It says nothing to anybody after this.
    useful_until BIGINT,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    finished_at BIGINT,
    problem TEXT
);
CREATE INDEX mail_queue_by_state ON mail_queue (state, next_at);
CREATE INDEX mail_queue_by_network ON mail_queue (network_id, created_at);

-- What a person does not want by mail.
CREATE TABLE mail_refusals (
    person_id TEXT NOT NULL REFERENCES persons (id),
    kind TEXT NOT NULL,
    PRIMARY KEY (person_id, kind)
);

CREATE TABLE announcements (
    id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL REFERENCES networks (id),
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    -- Also told to everybody who looks at the network's page; otherwise to its members.
    public BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    removed_at BIGINT,
    digested_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX announcements_by_network ON announcements (network_id, created_at);

CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    announcement_id TEXT NOT NULL REFERENCES announcements (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL,
    size BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX attachments_by_announcement ON attachments (announcement_id, created_at);

CREATE TABLE webhooks (
    id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL REFERENCES networks (id),
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    events TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    failing_since BIGINT,
    disabled_at BIGINT,
    problem TEXT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX webhooks_by_network ON webhooks (network_id, created_at);

CREATE TABLE webhook_deliveries (
    id TEXT PRIMARY KEY,
    webhook_id TEXT NOT NULL REFERENCES webhooks (id),
    event TEXT NOT NULL,
    evening_id TEXT NOT NULL,
    happened_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    delivered_at BIGINT
);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (delivered_at, next_at);

-- Who was there, as they themselves have agreed to have it written down; one seat may have several names.
CREATE TABLE seats (
    id TEXT PRIMARY KEY,
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    link_id TEXT NOT NULL,
    place TEXT,
    names TEXT NOT NULL,
    agreed_at BIGINT NOT NULL
);
CREATE INDEX seats_by_evening ON seats (evening_id, agreed_at);
