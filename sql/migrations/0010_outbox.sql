-- Rules of the outbox: who gets no mail and until when, what becomes of a message that
-- takes daemons down with it, and what a newer mail of a seat makes needless.

-- Claims in a row that ended without a result: their daemons went away.
ALTER TABLE message ADD COLUMN strikes smallint NOT NULL DEFAULT 0;

-- NULL: the kind has no gathering, and the statement that queues it says when it expires.
ALTER TABLE message_kind ALTER COLUMN expires_before_s DROP NOT NULL;

-- What says all that an older, unsent mail of the same seat would have said.
CREATE TABLE message_supersession (
    kind       text NOT NULL,
    older_kind text NOT NULL,
    CONSTRAINT message_supersession_key PRIMARY KEY (kind, older_kind),
    CONSTRAINT message_supersession_kind FOREIGN KEY (kind) REFERENCES message_kind,
    CONSTRAINT message_supersession_older FOREIGN KEY (older_kind) REFERENCES message_kind
);
INSERT INTO message_supersession VALUES
    ('confirmation', 'reminder'),
    ('change', 'reminder'),
    ('change', 'confirmation');
GRANT SELECT ON message_supersession TO convened;

-- Whether mail to that address is stopped at that time; NULL: at any time to come. What
-- clears a calendar goes to everybody who can be reached.
CREATE FUNCTION mail_is_stopped(address text, event_method text, at timestamptz)
RETURNS boolean
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN EXISTS (SELECT FROM suppression x
                WHERE x.address_digest = address_digest(address)
                  AND (x.until_at IS NULL OR x.until_at > at)
                  AND (x.reason = 'bounce' OR event_method IS DISTINCT FROM 'CANCEL'));

-- Older mail of these seats that a newer one of that kind makes needless.
CREATE FUNCTION message_supersede(newer_kind text, seats uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
BEGIN
    UPDATE message m
       SET state = 'cancelled', outcome = 'a newer mail says it', ended_at = clock_timestamp()
      FROM message_supersession x
     WHERE m.seat_id = ANY (seats) AND x.kind = newer_kind AND m.kind = x.older_kind
       AND m.state IN ('held', 'ready');
    UPDATE message m SET cancel_wanted = 'a newer mail says it'
      FROM message_supersession x
     WHERE m.seat_id = ANY (seats) AND x.kind = newer_kind AND m.kind = x.older_kind
       AND m.state IN ('claimed', 'uncertain') AND m.cancel_wanted IS NULL;
END $$;

-- As in 0004, and: a suppression may end, and the newer mail of a seat takes the place of an
-- older one. A message that is not to be released yet is looked at when it is claimed.
CREATE OR REPLACE FUNCTION message_queue(wanted_kind text, seats uuid[], why text,
    release timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    queued integer;
    template_now digest32 := (SELECT digest FROM template WHERE kind = wanted_kind
                               ORDER BY chosen_at DESC LIMIT 1);
BEGIN
    PERFORM message_supersede(wanted_kind, seats);
    INSERT INTO message (message_id, cause, person_id, kind, seat_id, round_id, state, outcome,
                         ended_at, priority, to_address, content, template_digest, event_uid,
                         event_sequence, event_method, release_at, expires_at)
    SELECT derived_id('message', c.cause, s.person_id::text, wanted_kind), c.cause, s.person_id,
           wanted_kind, s.seat_id, s.round_id,
           CASE WHEN stopped THEN 'cancelled' ELSE 'held' END,
           CASE WHEN stopped THEN 'the address is suppressed' END,
           CASE WHEN stopped THEN clock_timestamp() END,
           k.priority, p.email, l.content, template_now, s.event_uid, s.event_sequence,
           k.event_method, release, lower(s.during) - k.expires_before_s * interval '1 second'
      FROM letter_content(seats) l
      JOIN seat s USING (seat_id)
      JOIN person p USING (person_id)
      JOIN message_kind k ON k.kind = wanted_kind
     CROSS JOIN LATERAL (SELECT why || ' ' || s.seat_id AS cause) c
     CROSS JOIN LATERAL (
           SELECT coalesce(mail_is_stopped(p.email, k.event_method, release), false) AS stopped) b
     WHERE p.erased_at IS NULL
        ON CONFLICT (cause, person_id, kind) DO NOTHING;
    GET DIAGNOSTICS queued = ROW_COUNT;
    RETURN queued;
END $$;

REVOKE EXECUTE ON FUNCTION mail_is_stopped(text, text, timestamptz),
    message_supersede(text, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_is_stopped(text, text, timestamptz) TO convened;
