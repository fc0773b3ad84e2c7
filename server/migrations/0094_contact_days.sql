-- For how many days a request may be kept, as the person read it. Earlier ones get what their network says now.
ALTER TABLE contact_requests ADD COLUMN done_days BIGINT NOT NULL DEFAULT 90;
ALTER TABLE contact_requests ADD COLUMN made_days BIGINT NOT NULL DEFAULT 180;
UPDATE contact_requests SET
    done_days = (SELECT n.contact_done_days FROM networks n WHERE n.id = contact_requests.network_id),
    made_days = (SELECT n.contact_made_days FROM networks n WHERE n.id = contact_requests.network_id);
