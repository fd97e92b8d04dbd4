-- What 0006 writes that the versions before it did not.
INSERT INTO messages (community_id, platform, chat_id, topic, message_id, member_id, account_id, at, album, gone, text, facts, verdicts)
VALUES (1, 'telegram', '-1001', '7', '42', 2, '501', '2026-12-01T10:00:00.000000Z', 'a1', FALSE, 'купите слона',
  '{"forwarded":true}', '[{"rule":"blocklist"}]');
INSERT INTO rule_days (community_id, rule, day, acted, tried) VALUES (1, 'blocklist', '2026-12-01', 3, 1);
INSERT INTO spam_lessons (community_id, key, spam, features, at)
VALUES (1, 'case:1', TRUE, '{"base":-1.5,"words":[1,70000]}', '2026-12-01T10:00:00.000000Z');
-- What Hearth at version 0006 writes beside that: the moderators' queue.
INSERT INTO tickets (id, community_id, kind, member_id, at, chat, public, message, words, rule, reason, detail, case_id,
                     account, due)
VALUES (1, 1, 'review', 2, '2026-12-01T15:00:00.000000Z',
        '{"":"ChatRef","id":"-1001","platform":{"":"Platform","value":"telegram"},"topic":null}', TRUE,
        '{"":"MessageRef","chat":{"":"ChatRef","id":"-1001","platform":{"":"Platform","value":"telegram"},"topic":null},"id":"48"}',
        'Купите слона', 'links', '{"":"Text","text":"Ссылки"}', '""', NULL, 'null', NULL),
       (2, 1, 'appeal', 2, '2026-12-01T16:00:00.000000Z',
        '{"":"ChatRef","id":"-1001","platform":{"":"Platform","value":"telegram"},"topic":null}', FALSE, 'null',
        'Это была шутка', NULL, '""', '""', 1, '{"":"AccountRef","id":"7","platform":{"":"Platform","value":"telegram"}}',
        '2026-12-03T16:00:00.000000Z');

INSERT INTO ticket_reports (id, ticket_id, community_id, member_id, at, text, account, chat)
VALUES (1, 1, 1, 1, '2026-12-01T15:00:00.000000Z', 'Реклама',
        '{"":"AccountRef","id":"8","platform":{"":"Platform","value":"telegram"}}',
        '{"":"ChatRef","id":"-1001","platform":{"":"Platform","value":"telegram"},"topic":null}');

INSERT INTO ticket_decisions (ticket_id, community_id, ruling, by_id, at, case_id)
VALUES (1, 1, 'warn', 1, '2026-12-01T15:30:00.000000Z', 1);
UPDATE members SET substance = 3;
INSERT INTO raids (id, community_id, cause, began, until, dry, by_id, ended, decision, decided_by_id, finished, counts) VALUES (1, 1, 'hand', '2026-12-01T10:00:00.000000Z', '2026-12-01T10:10:00.000000Z', false, 1, '2026-12-01T10:10:00.000000Z', 'ban', 1, '2026-12-01T10:11:00.000000Z', '{"banned":2}');
INSERT INTO raid_held (community_id, platform, account, member_id, at, update_id, chat, locale, greeted, fate, raid_id, case_id) VALUES (1, 'telegram', '77', 2, '2026-12-01T10:00:00.000000Z', '900', '{"":"ChatRef","id":"-100","platform":{"":"Platform","value":"telegram"},"topic":null}', 'ru', false, 'held', 1, 1);
