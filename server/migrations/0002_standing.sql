-- What a moderator decided holds over a restart: what somebody may not send, who was not let in, who holds the floor.
CREATE TABLE blocks (
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    device_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (evening_id, device_id, link_id, source)
);

CREATE TABLE denials (
    evening_id TEXT NOT NULL REFERENCES evenings (id),
    device_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    until BIGINT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (evening_id, device_id, link_id)
);

ALTER TABLE evenings ADD COLUMN floor_held_by TEXT;
