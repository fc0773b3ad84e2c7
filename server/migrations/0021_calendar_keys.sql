-- The address of a person's own calendar is a key of its own: calendars of others keep it, and it opens nothing else.
CREATE TABLE calendar_keys (
    person_id TEXT PRIMARY KEY REFERENCES persons (id),
    key_hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);
