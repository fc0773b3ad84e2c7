-- The guidance board of a network: support schemes, their words in each language, their files, and who applies.

CREATE TABLE schemes (
    id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL REFERENCES networks (id),
    -- draft or published.
    state TEXT NOT NULL,
    -- Also shown to everybody who looks at the network's page; otherwise to its members.
    public BIGINT NOT NULL,
    -- On the wall of the zone, with or without a time of day; null: open all the time.
    deadline TEXT,
    time_zone TEXT NOT NULL,
    -- The day from which on somebody should look whether all of it is still true.
    review_on TEXT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX schemes_by_network ON schemes (network_id, created_at);

CREATE TABLE scheme_texts (
    scheme_id TEXT NOT NULL REFERENCES schemes (id),
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    for_whom TEXT NOT NULL,
    amount TEXT NOT NULL,
    text TEXT NOT NULL,
    -- Lists, as JSON.
    steps TEXT NOT NULL,
    links TEXT NOT NULL,
    -- All of its words in small letters without marks, to be searched.
    search TEXT NOT NULL,
    PRIMARY KEY (scheme_id, language)
);

CREATE TABLE scheme_files (
    id TEXT PRIMARY KEY,
    scheme_id TEXT NOT NULL REFERENCES schemes (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL,
    size BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX scheme_files_by_scheme ON scheme_files (scheme_id, created_at);

-- Who applies for what: seen by that person alone.
CREATE TABLE scheme_marks (
    scheme_id TEXT NOT NULL REFERENCES schemes (id),
    person_id TEXT NOT NULL REFERENCES persons (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (scheme_id, person_id)
);
CREATE INDEX scheme_marks_by_person ON scheme_marks (person_id);
