-- What Hearth at version 0001 writes: a community on Telegram and Discord. Read by both databases.
INSERT INTO communities (id, name, locale, zone, purpose, created)
VALUES (1, 'Питонисты', 'ru', 'Europe/Moscow', 'Учимся вместе', '2026-11-01T09:00:00.000000Z');

INSERT INTO spaces (platform, space, community_id, chat, topic, title, locale)
VALUES ('telegram', '-1001', 1, '-1001', '7', 'Питонисты', NULL),
       ('discord', '500', 1, '501', NULL, 'Pythonistas', 'en');

INSERT INTO members (id, community_id, name, locale, zone, trusted, joined, wrote)
VALUES (1, 1, 'Olga', 'en', 'Asia/Almaty', TRUE, NULL, '2026-12-01T15:00:00.250000Z'),
       (2, 1, 'Аня 🐍', NULL, NULL, FALSE, '2026-11-30T23:59:59.999999Z', NULL);

INSERT INTO accounts (community_id, platform, account, member_id, name, username, seen)
VALUES (1, 'telegram', '11', 1, 'Olga', 'olga', '2026-12-01T15:00:00.000000Z'),
       (1, 'discord', '21', 1, 'olga', NULL, '2026-12-01T15:00:00.000000Z'),
       (1, 'telegram', '12', 2, 'Аня 🐍', NULL, '2026-12-01T15:00:00.000000Z');

INSERT INTO settings (community_id, section, "values")
VALUES (1, 'onboarding', '{"welcome_texts":{"en":"Hello {mention}!"}}'),
       (1, 'events', '{"members_may_create":true}');

INSERT INTO dialogues (platform, account, chat, topic, command, raw, "option", at)
VALUES ('telegram', '11', '-1001', '', 'event new', '{"title":"It''s: a «talk»"}', 'when', '2026-12-01T15:00:00.000000Z');

INSERT INTO rules (community_id, version, text, member_id, at)
VALUES (1, 1, 'Be kind.', 1, '2026-11-01T10:00:00.000000Z'),
       (1, 2, 'Be kind. No advertising.', 1, '2026-11-20T10:00:00.000000Z');

INSERT INTO rule_acceptances (community_id, member_id, version, at)
VALUES (1, 2, 1, '2026-11-30T23:59:59.999999Z');

INSERT INTO onboarding_steps (community_id, member_id, step, at)
VALUES (1, 2, 'joined', '2026-11-30T23:59:59.999999Z'),
       (1, 2, 'accepted', '2026-11-30T23:59:59.999999Z');

INSERT INTO event_numbers (community_id, last) VALUES (1, 2);

INSERT INTO events (id, community_id, number, state, zone, author_id, host_id, title, starts, ends, place, about, link,
                    format, seats, remind, revision, turns, reason, repeat, repeat_first, repeat_slot, created)
VALUES (1, 1, 1, 'open', 'Europe/Moscow', 1, 1, 'Python meetup', '2026-12-02T16:00:00.000000Z',
        '2026-12-02T17:00:00.000000Z', 'Café Lenin', 'Sessions', 'https://example.org/join', 'hybrid', 2,
        '[86400,3600,0]', 1, 1, '', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE', '2026-12-02T19:00:00',
        '2026-12-02T16:00:00.000000Z', '2026-12-01T15:00:00.000000Z'),
       (2, 1, 2, 'cancelled', 'Europe/Moscow', 1, 2, 'Русский клуб', '2026-12-04T16:30:00.000000Z',
        '2026-12-04T17:30:00.000000Z', '', '', '', NULL, NULL, '[]', 0, 0, 'Зал занят', NULL, NULL, NULL,
        '2026-12-01T15:00:00.000000Z'),
       (3, 1, NULL, 'draft', 'UTC', 2, 2, 'A draft', '2026-12-09T12:00:00.000000Z', '2026-12-09T13:00:00.000000Z', '',
        '', '', NULL, NULL, '[3600]', 0, 0, '', NULL, NULL, NULL, '2026-12-01T15:00:00.000000Z');

INSERT INTO event_rsvps (event_id, member_id, community_id, standing, at, turn, until, platform, locale, zone)
VALUES (1, 1, 1, 'going', '2026-12-01T15:00:00.000000Z', NULL, NULL, 'telegram', 'en', 'Europe/Moscow'),
       (1, 2, 1, 'offered', '2026-12-01T15:01:00.000000Z', 1, '2026-12-02T03:01:00.000000Z', 'discord', 'ru', 'UTC');

INSERT INTO event_quiet (community_id, member_id) VALUES (1, 2);

INSERT INTO link_codes (code, purpose, community_id, member_id, platform, account, chat, topic, expires)
VALUES ('K7QX2M', 'account', 1, 2, 'telegram', '12', '12', NULL, '2026-12-01T15:10:00.000000Z'),
       ('P4ZD9R', 'chat', 1, 1, 'telegram', '11', '-1001', '7', '2026-12-01T15:10:00.000000Z');

INSERT INTO jobs (id, kind, key, community_id, due, payload, attempts, parked)
VALUES (1, 'event-remind', 'event-remind:1:3600', 1, '2026-12-02T15:00:00.000000Z', '{"event":1,"offset":3600}', 0,
        FALSE),
       (2, 'event-begin', 'event-begin:2', 1, '2026-12-04T16:30:00.000000Z', '{"event":2}', 8, TRUE);

INSERT INTO deliveries (id, key, lane, payload, locale, subject, state, due, attempts, unsure, outcome, finished,
                        message)
VALUES (1, 'event-announce:1:telegram:-1001:7', 'telegram:-1001',
        '{"buttons":[],"doc":{"":"Doc","blocks":[{"":"Para","content":"Python meetup"}]},"files":[],"locale":"ru","reply_to":null,"to":{"":"ChatRef","id":"-1001","platform":{"":"Platform","value":"telegram"},"topic":"7"}}',
        'ru', 'event:1', 'done', '2026-12-01T15:00:00.000000Z', 1, FALSE, 'sent', '2026-12-01T15:00:01.000000Z',
        '{"":"MessageRef","chat":{"":"ChatRef","id":"-1001","platform":{"":"Platform","value":"telegram"},"topic":"7"},"id":"90"}'),
       (2, 'edit:1', 'telegram:-1001', '{"edit":1,"locale":"ru","buttons":[],"doc":{"":"Doc","blocks":[]}}', NULL,
        NULL, 'waiting', '2026-12-01T15:00:02.000000Z', 3, TRUE, NULL, NULL, NULL);
