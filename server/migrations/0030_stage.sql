-- What is on the stage of an evening's common room, as on the wire; and the documents that can be shown there. A document's
-- bytes are a file in the data directory, named after its id. One that is still being uploaded has no pages yet.
ALTER TABLE evenings ADD COLUMN stage TEXT;

CREATE TABLE materials (
    id TEXT PRIMARY KEY,
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    title TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    pages BIGINT,
    download BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    erase_at BIGINT NOT NULL
);
CREATE INDEX materials_by_evening ON materials (evening_id, created_at, id);
CREATE INDEX materials_by_erasure ON materials (erase_at);
