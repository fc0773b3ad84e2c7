-- Whom a kept answer is for, once the advisors keep it for the network; and how often it was changed since.
ALTER TABLE questions ADD COLUMN audience TEXT NOT NULL DEFAULT 'everybody';
ALTER TABLE questions ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
