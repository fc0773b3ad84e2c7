-- Who has been written to about an evening, and by which links people sit in one, is asked again and again.
CREATE INDEX mail_queue_by_evening ON mail_queue (evening_id, kind);
CREATE INDEX sessions_by_link ON sessions (link_id);
CREATE INDEX links_by_end ON links (expires_at);
