-- What 0003 writes that the versions before it did not: an outbox with leases.
INSERT INTO deliveries
    (id, key, lane, payload, state, due, attempts, priority, unknown, expires, holder, leased_until)
VALUES
    (501, 'case-notice:9', 'telegram:-100', '{"to":null}', 'sending', '2026-12-01T10:00:00.000000Z', 1, 1, 1,
     '2026-12-04T10:00:00.000000Z', 'f00d', '2026-12-01T10:00:30.000000Z');
