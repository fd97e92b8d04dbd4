-- What Hearth at version 0002 writes beside that: moderation and recognition.
INSERT INTO blocklist (community_id, entry, action, reason, expires, by_id, at)
VALUES (1, 'казино*', '', 'Здесь не играют', NULL, 1, '2026-12-01T15:00:00.000000Z'),
       (1, 'free *coins', 'mute 1d', '', '2026-12-31T00:00:00.000000Z', 1, '2026-12-01T15:00:00.000000Z');

INSERT INTO case_numbers (community_id, last) VALUES (1, 2);

INSERT INTO cases (id, community_id, number, kind, member_id, by_id, rule, reason, detail, at, until, silent, message,
                   evidence)
VALUES (1, 1, 1, 'warn', 2, NULL, 'blocklist', '{"":"Text","text":"Здесь не играют"}',
        '{"":"Msg","key":"moderation-blocklist-detail","values":{"":"dict","value":{"entry":{"":"Code","text":"казино*"}}}}',
        '2026-12-01T15:00:00.000000Z', NULL, FALSE,
        '{"":"MessageRef","chat":{"":"ChatRef","id":"-1001","platform":{"":"Platform","value":"telegram"},"topic":null},"id":"47"}',
        'Лучшее казино'),
       (2, 1, 2, 'mute', 2, 1, NULL, '{"":"Text","text":"again"}', '""', '2026-12-01T15:05:00.000000Z',
        '2026-12-02T15:05:00.000000Z', TRUE, 'null', NULL);

INSERT INTO case_entries (id, case_id, community_id, step, at, by_id, text)
VALUES (1, 1, 1, 'opened', '2026-12-01T15:00:00.000000Z', NULL, ''),
       (2, 2, 1, 'opened', '2026-12-01T15:05:00.000000Z', 1, 'again');

INSERT INTO sanctions (community_id, member_id, kind, until, case_id)
VALUES (1, 2, 'mute', '2026-12-02T15:05:00.000000Z', 2);

INSERT INTO recognition_acts (id, community_id, giver_id, at, reason, category, platform, chat_id, message_id)
VALUES (1, 1, 1, '2026-12-01T15:00:00.000000Z', 'for explaining sessions', 'answers', 'telegram', '-1001', '35'),
       (2, 1, 2, '2026-12-01T15:00:00.000000Z', 'За встречу', NULL, NULL, NULL, NULL);

INSERT INTO recognition_entries (id, community_id, number, act_id, receiver_id, amount, at, counts_from, corrects,
                                 cause)
VALUES (1, 1, 1, 1, 2, 1000, '2026-12-01T15:00:00.000000Z', '2026-12-04T15:00:00.000000Z', NULL, NULL),
       (2, 1, 2, 2, 1, 500, '2026-12-01T15:00:00.000000Z', '2026-12-01T15:00:00.000000Z', NULL, NULL),
       (3, 1, 3, 2, 1, -500, '2026-12-01T16:00:00.000000Z', '2026-12-01T15:00:00.000000Z', 2, 'deleted');

INSERT INTO recognition_numbers (community_id, last) VALUES (1, 3);

INSERT INTO recognition_hidden (community_id, member_id) VALUES (1, 2);
