-- What 0004 writes that the versions before it did not: updates in hand, and what was done for which.
INSERT INTO done_updates (key, at) VALUES ('telegram:CommandInvoked:12', '2026-12-01T10:00:00.000000Z');
INSERT INTO waiting_updates (platform, id, content) VALUES ('telegram', 13, '{"update_id":13}');
