-- Captions are kept where the organizer has said so before the doors opened; never those of an encrypted evening, and nothing of groups.
ALTER TABLE evenings ADD COLUMN captions_kept BIGINT NOT NULL DEFAULT 0;
ALTER TABLE series ADD COLUMN captions_kept BIGINT NOT NULL DEFAULT 0;

CREATE TABLE captions (
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    -- Whose page counted the line; that is all that is kept of who wrote.
    writer_id TEXT NOT NULL,
    line BIGINT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    PRIMARY KEY (evening_id, writer_id, line)
);
