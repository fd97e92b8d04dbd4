-- What 0005 writes that the versions before it did not: until when each platform was connected.
INSERT INTO contacts (platform, at) VALUES ('discord', '2026-12-01T10:00:00.000000Z');
