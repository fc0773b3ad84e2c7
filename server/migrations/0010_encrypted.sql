-- An evening whose common room is end-to-end encrypted. It cannot be switched while people are in it.
ALTER TABLE evenings ADD COLUMN encrypted BIGINT NOT NULL DEFAULT 0;
