-- What an organizer decides about a network, who belongs to it, and who may work on it.

ALTER TABLE networks ADD COLUMN languages TEXT NOT NULL DEFAULT 'fi sv en';
ALTER TABLE networks ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'Europe/Helsinki';
ALTER TABLE networks ADD COLUMN accent TEXT NOT NULL DEFAULT 'dusk';
ALTER TABLE networks ADD COLUMN privacy_text TEXT NOT NULL DEFAULT '';
ALTER TABLE networks ADD COLUMN public_text TEXT NOT NULL DEFAULT '';
ALTER TABLE networks ADD COLUMN contact_email TEXT;
-- How long the words of an evening and its list of who was there are to be kept.
ALTER TABLE networks ADD COLUMN chat_days BIGINT NOT NULL DEFAULT 90;
ALTER TABLE networks ADD COLUMN attendance_days BIGINT NOT NULL DEFAULT 365;
ALTER TABLE networks ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- Made by the server from what was uploaded: always a PNG of bounded size.
CREATE TABLE network_logos (
    network_id TEXT PRIMARY KEY REFERENCES networks (id),
    png BLOB NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    version BIGINT NOT NULL
);

-- A business of a network.
CREATE TABLE members (
    id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL REFERENCES networks (id),
    name TEXT NOT NULL,
    line_of_business TEXT,
    place TEXT,
    created_at BIGINT NOT NULL,
    removed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX members_by_network ON members (network_id, name, id);

-- People of a business; staff may belong to none. `founder` may make further networks on this server.
CREATE TABLE persons (
    id TEXT PRIMARY KEY,
    member_id TEXT REFERENCES members (id),
    network_id TEXT NOT NULL REFERENCES networks (id),
    name TEXT NOT NULL,
    email TEXT,
    language TEXT NOT NULL,
    role TEXT NOT NULL,
    founder BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    removed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX persons_by_member ON persons (member_id, created_at, id);
CREATE INDEX persons_by_network ON persons (network_id, name, id);
CREATE INDEX persons_by_email ON persons (email);

-- What a person tells about the business.
CREATE TABLE business_cards (
    person_id TEXT PRIMARY KEY REFERENCES persons (id),
    does TEXT NOT NULL,
    needs TEXT NOT NULL,
    offers TEXT NOT NULL,
    picture BLOB,
    version BIGINT NOT NULL DEFAULT 1
);

-- Links lead to an evening, a series or a network, and may belong to a person. A column that must not be null cannot
-- be loosened in place, so the table is made anew; its references are looked at again at the commit. `series_id` has
-- no reference yet: that table comes later.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE links_before AS SELECT * FROM links;
DROP TABLE links;
CREATE TABLE links (
    id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL REFERENCES networks (id),
    evening_id TEXT REFERENCES evenings (id),
    series_id TEXT,
    person_id TEXT REFERENCES persons (id),
    token_hash TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    fixed_name TEXT,
    admits BIGINT NOT NULL,
    valid_from BIGINT,
    expires_at BIGINT,
    revoked_at BIGINT,
    created_at BIGINT NOT NULL
);
INSERT INTO links (id, network_id, evening_id, token_hash, role, fixed_name, admits, valid_from, expires_at,
                   revoked_at, created_at)
    SELECT l.id, e.network_id, l.evening_id, l.token_hash, l.role, l.fixed_name, l.admits, l.valid_from, l.expires_at,
           l.revoked_at, l.created_at
    FROM links_before l JOIN evenings e ON e.id = l.evening_id;
DROP TABLE links_before;
CREATE INDEX links_by_evening ON links (evening_id);
CREATE INDEX links_by_network ON links (network_id, evening_id);
CREATE INDEX links_by_person ON links (person_id);
CREATE INDEX evenings_by_network ON evenings (network_id, starts_at);

-- A one-time way in to the organizer's side. `founder`: whoever comes by it may make a network.
CREATE TABLE sign_in_tokens (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    founder BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE organizer_sessions (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    founder BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,
    credential_id TEXT NOT NULL UNIQUE,
    user_handle TEXT NOT NULL,
    credential TEXT NOT NULL,
    title TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX passkeys_by_user ON passkeys (user_handle);

-- Which persons a sign-in token, a session or a passkey stands for: one human may be staff of several networks.
CREATE TABLE credential_persons (
    credential_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES persons (id),
    PRIMARY KEY (credential_id, person_id)
);
CREATE INDEX credential_persons_by_person ON credential_persons (person_id);

CREATE TABLE api_tokens (
    id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL REFERENCES networks (id),
    token_hash TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_tokens_by_network ON api_tokens (network_id, created_at);

-- What was answered to a request that creates something, so that the same request again creates nothing more.
CREATE TABLE idempotency_keys (
    key_hash TEXT PRIMARY KEY,
    request_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    content_type TEXT NOT NULL,
    etag TEXT,
    body BLOB NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

ALTER TABLE help_contacts ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- Of which series an evening is one; the table of series comes later.
ALTER TABLE evenings ADD COLUMN series_id TEXT;
CREATE INDEX evenings_by_series ON evenings (series_id, starts_at);
