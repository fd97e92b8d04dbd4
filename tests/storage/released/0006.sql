-- What 0006 writes that the versions before it did not.
UPDATE members SET substance = 3;
INSERT INTO raids (id, community_id, cause, began, until, dry, by_id, ended, decision, decided_by_id, finished, counts) VALUES (1, 1, 'hand', '2026-12-01T10:00:00.000000Z', '2026-12-01T10:10:00.000000Z', false, 1, '2026-12-01T10:10:00.000000Z', 'ban', 1, '2026-12-01T10:11:00.000000Z', '{"banned":2}');
INSERT INTO raid_held (community_id, platform, account, member_id, at, update_id, chat, locale, greeted, fate, raid_id, case_id) VALUES (1, 'telegram', '77', 2, '2026-12-01T10:00:00.000000Z', '900', '{"":"ChatRef","id":"-100","platform":{"":"Platform","value":"telegram"},"topic":null}', 'ru', false, 'held', 1, 1);
