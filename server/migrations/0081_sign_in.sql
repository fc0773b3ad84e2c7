-- The passkey by which somebody has come in; only this one stands for networks that they make.
ALTER TABLE organizer_sessions ADD COLUMN passkey_id TEXT;
