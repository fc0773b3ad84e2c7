-- Whom people can turn to, as the organizer has written it, and how often two browsers were in a small group together:
-- all that is kept of groups, so that people can meet others than last time.
CREATE TABLE help_contacts (
    id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL REFERENCES networks (id),
    title TEXT NOT NULL,
    address TEXT NOT NULL,
    hours TEXT,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX help_contacts_by_network ON help_contacts (network_id, created_at, id);

CREATE TABLE pair_counts (
    network_id TEXT NOT NULL REFERENCES networks (id),
    first_device TEXT NOT NULL,
    second_device TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (network_id, first_device, second_device)
);
