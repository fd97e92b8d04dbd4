-- What 0006 writes that the versions before it did not.
INSERT INTO messages (community_id, platform, chat_id, topic, message_id, member_id, account_id, at, album, gone, text, facts, verdicts)
VALUES (1, 'telegram', '-1001', '7', '42', 2, '501', '2026-12-01T10:00:00.000000Z', 'a1', FALSE, 'купите слона',
  '{"forwarded":true}', '[{"rule":"blocklist"}]');
INSERT INTO rule_days (community_id, rule, day, acted, tried) VALUES (1, 'blocklist', '2026-12-01', 3, 1);
INSERT INTO spam_lessons (community_id, key, spam, features, at)
VALUES (1, 'case:1', TRUE, '{"base":-1.5,"words":[1,70000]}', '2026-12-01T10:00:00.000000Z');
