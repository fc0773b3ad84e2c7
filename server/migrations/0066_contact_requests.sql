-- "An advisor may contact me about this". Whoever asked is a person of the network, or a guest with a secret by which they take it back.

CREATE TABLE contact_requests (
    id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL REFERENCES networks (id),
    person_id TEXT REFERENCES persons (id),
    withdraw_hash TEXT UNIQUE,
    name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    -- The support or the evening it is about, and what the person says.
    about TEXT NOT NULL,
    words TEXT NOT NULL,
    language TEXT NOT NULL,
    -- What was agreed to, as it was read.
    consent_version BIGINT NOT NULL,
    consent_words TEXT NOT NULL,
    -- new, taken or done.
    state TEXT NOT NULL,
    taken_by TEXT REFERENCES persons (id),
    created_at BIGINT NOT NULL,
    done_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX contact_requests_by_network ON contact_requests (network_id, created_at);
CREATE INDEX contact_requests_by_person ON contact_requests (person_id);

-- Days after which a request is erased: after it was done, and after it was made whatever became of it.
ALTER TABLE networks ADD COLUMN contact_done_days BIGINT NOT NULL DEFAULT 90;
ALTER TABLE networks ADD COLUMN contact_made_days BIGINT NOT NULL DEFAULT 180;
