-- The outbox: messages, their attempts, templates, links and suppressed addresses.

-- What a kind of message is; lib/core/message_kind.c has the same, a test compares.
-- expires: seconds before (positive) the gathering starts.
CREATE TABLE message_kind (
    kind             text NOT NULL,
    priority         smallint NOT NULL, -- 1 goes first
    uncertain        text NOT NULL,
    event_method     text,
    expires_before_s bigint NOT NULL,
    CONSTRAINT message_kind_key PRIMARY KEY (kind),
    CONSTRAINT message_kind_uncertain CHECK (uncertain IN ('resend', 'hold')),
    CONSTRAINT message_kind_method CHECK (event_method IN ('REQUEST', 'CANCEL'))
);
INSERT INTO message_kind VALUES
    ('invitation',   3, 'resend', 'REQUEST', 7200),
    ('reminder',     4, 'hold',   NULL,      0),
    ('confirmation', 4, 'hold',   NULL,      0),
    ('change',       2, 'resend', 'REQUEST', 0),
    ('cancellation', 1, 'resend', 'CANCEL',  0),
    ('declined',     1, 'resend', 'CANCEL',  0),
    ('lapsed',       1, 'resend', 'CANCEL',  0),
    ('not_seated',   4, 'hold',   NULL,      0);

-- Templates by digest, so that an edit does not alter queued mail. The newest of a kind
-- is the one that new messages take.
CREATE TABLE template (
    digest      digest32 NOT NULL,
    kind        text NOT NULL,
    body        text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    chosen_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT template_key PRIMARY KEY (digest, kind),
    CONSTRAINT template_kind FOREIGN KEY (kind) REFERENCES message_kind
);

CREATE TABLE suppression (
    address_digest digest32 NOT NULL, -- SHA-256 of the lower-case address
    reason         text NOT NULL,
    evidence       text,
    until_at       timestamptz,
    recorded_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT suppression_key PRIMARY KEY (address_digest, reason),
    CONSTRAINT suppression_reason
        CHECK (reason IN ('bounce', 'complaint', 'left', 'administrator'))
);

CREATE FUNCTION address_digest(address text) RETURNS digest32
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = convene, pg_temp
RETURN sha256(convert_to(lower(address), 'UTF8'))::digest32;

CREATE TABLE message (
    message_id      uuid NOT NULL,
    cause           text NOT NULL,
    person_id       uuid NOT NULL,
    kind            text NOT NULL,
    seat_id         uuid,
    round_id        integer,
    state           text NOT NULL DEFAULT 'held',
    priority        smallint NOT NULL,
    to_address      text,
    content         jsonb,
    template_digest digest32,
    event_uid       text,
    event_sequence  integer,
    event_method    text,
    release_at      timestamptz, -- end of the recall window; NULL: not published yet
    is_stopped      boolean NOT NULL DEFAULT false, -- an administrator holds it
    ready_at        timestamptz, -- Date and DTSTAMP, for every copy
    due_at          timestamptz,
    expires_at      timestamptz NOT NULL,
    attempt_count   smallint NOT NULL DEFAULT 0,
    tries_counted   smallint NOT NULL DEFAULT 0, -- those that count against it
    claim           uuid,
    claimed_until   timestamptz,
    cancel_wanted   text, -- a recall that met a claimed message
    sent_at         timestamptz,
    ended_at        timestamptz,
    outcome         text, -- why it is in this state, in words
    recorded_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT message_key PRIMARY KEY (message_id),
    CONSTRAINT message_once UNIQUE (cause, person_id, kind),
    CONSTRAINT message_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT message_kind_known FOREIGN KEY (kind) REFERENCES message_kind,
    CONSTRAINT message_seat FOREIGN KEY (seat_id) REFERENCES seat,
    CONSTRAINT message_round FOREIGN KEY (round_id) REFERENCES round,
    CONSTRAINT message_state CHECK (state IN ('held', 'ready', 'claimed', 'sent', 'uncertain',
        'failed', 'expired', 'cancelled')),
    CONSTRAINT message_ready CHECK (state NOT IN ('ready', 'claimed', 'sent')
        OR num_nulls(ready_at, due_at) = 0),
    CONSTRAINT message_claimed CHECK ((state = 'claimed') = (claim IS NOT NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0,
        autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX message_is_ready ON message (priority, due_at) WHERE state = 'ready';
CREATE INDEX message_is_claimed ON message (claimed_until) WHERE state = 'claimed';
CREATE INDEX message_is_held ON message (release_at) WHERE state = 'held';
CREATE INDEX message_is_uncertain ON message (ended_at) WHERE state = 'uncertain';
CREATE INDEX message_by_seat ON message (seat_id) WHERE seat_id IS NOT NULL;
CREATE INDEX message_by_round ON message (round_id) WHERE round_id IS NOT NULL;
CREATE INDEX message_by_person ON message (person_id);
CREATE TRIGGER message_state_guard BEFORE UPDATE OF state ON message
    FOR EACH ROW EXECUTE FUNCTION state_guard('message');

-- Written before the first byte goes. Times are the database's.
CREATE TABLE attempt (
    message_id   uuid NOT NULL,
    number       smallint NOT NULL,
    claim        uuid NOT NULL,
    daemon       uuid NOT NULL,
    phase        text NOT NULL DEFAULT 'claimed',
    bytes_digest digest32,
    sent_to      text, -- only when redirected
    outcome      text,
    relay_phase  text,
    code         smallint,
    enhanced     text,
    words        text,
    queue_id     text,
    claimed_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    begun_at     timestamptz,
    ended_at     timestamptz,
    CONSTRAINT attempt_key PRIMARY KEY (message_id, number),
    CONSTRAINT attempt_message FOREIGN KEY (message_id) REFERENCES message,
    CONSTRAINT attempt_phase CHECK (phase IN ('claimed', 'begun')),
    CONSTRAINT attempt_begun CHECK (phase = 'claimed' OR num_nulls(bytes_digest, begun_at) = 0),
    CONSTRAINT attempt_outcome CHECK (outcome IN ('relay', 'deferred', 'refused', 'not_sent',
        'unknown', 'unfit', 'accepted')),
    CONSTRAINT attempt_ended CHECK ((outcome IS NULL) = (ended_at IS NULL))
);

-- The links of mails and pages: only the digest of the secret is here. purpose and row say
-- what the link may do; a higher generation of the same makes the older ones worthless.
CREATE TABLE token (
    digest     digest32 NOT NULL,
    purpose    text NOT NULL,
    row_id     uuid NOT NULL,
    generation smallint NOT NULL DEFAULT 1,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT token_key PRIMARY KEY (digest),
    CONSTRAINT token_once UNIQUE (purpose, row_id, generation),
    CONSTRAINT token_purpose CHECK (purpose IN ('answer', 'leave'))
);

-- What came back by mail. Twice read is once taken.
CREATE TABLE inbound (
    inbound_id  bigint GENERATED ALWAYS AS IDENTITY,
    digest      digest32 NOT NULL, -- of the message without its trace headers
    kind        text NOT NULL,
    effect      text NOT NULL,
    seat_id     uuid,
    content     text, -- kept when a human should look
    received_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT inbound_key PRIMARY KEY (inbound_id),
    CONSTRAINT inbound_once UNIQUE (digest),
    CONSTRAINT inbound_seat FOREIGN KEY (seat_id) REFERENCES seat,
    CONSTRAINT inbound_kind CHECK (kind IN ('reply', 'counter', 'automatic', 'words', 'unreadable'))
);

-- "Ada L.": what others at the table may read. "Ada Lovelace, Jr." is Ada L., too.
CREATE FUNCTION short_name(full_name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = convene, pg_temp
RETURN (SELECT CASE WHEN name ~ ' '
            THEN split_part(name, ' ', 1) || ' ' || left(split_part(name, ' ', -1), 1) || '.'
            ELSE name END
          FROM (SELECT split_part(full_name, ',', 1) AS name) AS without_suffix);

-- Everything that a letter about these seats may say, as it stands now. Times are seconds
-- since 1970; the program that renders puts them into the gathering's zone.
CREATE FUNCTION letter_content(seats uuid[])
RETURNS TABLE (seat_id uuid, content jsonb)
LANGUAGE sql STABLE SET search_path = convene, pg_temp AS $$
    WITH chosen AS (
        SELECT s.seat_id, s.gathering_id, s.person_id, s.is_host, s.travel_min
          FROM seat s WHERE s.seat_id = ANY (seats)
    ), companion AS (
        SELECT s.gathering_id, s.person_id, s.is_host, short_name(p.full_name) AS name,
               p.specialty, home.name AS site, e.name_shown
          FROM seat s
          JOIN person p USING (person_id)
          JOIN enrolment e USING (season_id, person_id)
          LEFT JOIN person_site ps ON ps.person_id = s.person_id AND ps.is_home
          LEFT JOIN site home USING (site_id)
         WHERE s.live AND s.gathering_id IN (SELECT gathering_id FROM chosen)
    ), company AS (
        SELECT gathering_id, max(name) FILTER (WHERE is_host) AS host_name, count(*) AS seats,
               jsonb_agg(jsonb_build_object('id', person_id, 'name', name,
                   'specialty', specialty, 'site', site) ORDER BY name, person_id)
                   FILTER (WHERE name_shown) AS mates
          FROM companion GROUP BY gathering_id
    ), place AS (
        SELECT g.gathering_id, jsonb_build_object(
                   'organisation', setting_value('organisation.name', 'Convene'),
                   'program', pr.title, 'season', se.name, 'round', se.name || '/' || r.seq,
                   'gathering', g.number,
                   'starts_s', extract(epoch FROM lower(g.during))::bigint,
                   'ends_s', extract(epoch FROM upper(g.during))::bigint,
                   'zone', g.zone, 'lasts_min', se.lasts_min,
                   'respond_by_s', extract(epoch FROM r.respond_by_at)::bigint,
                   'venue', v.name, 'street', v.street, 'virtual_url', v.virtual_url,
                   'stipend_cents', se.cap_cents, 'currency', f.currency,
                   'seats', c.seats, 'host_name', c.host_name) AS facts, c.mates
          FROM gathering g
          JOIN round r USING (round_id)
          JOIN season se USING (season_id)
          JOIN program pr USING (program_id)
          JOIN fund f USING (fund_id)
          JOIN venue v USING (venue_id)
          LEFT JOIN company c USING (gathering_id)
         WHERE g.gathering_id IN (SELECT gathering_id FROM chosen)
    )
    SELECT ch.seat_id, pl.facts || jsonb_build_object(
               'seat_id', ch.seat_id, 'person_id', ch.person_id,
               'full_name', p.full_name, 'first_name', split_part(p.full_name, ' ', 1),
               'travel_min', ch.travel_min, 'is_host', ch.is_host,
               'tablemates', coalesce((SELECT jsonb_agg(mate - 'id')
                                         FROM jsonb_array_elements(pl.mates) AS mate
                                        WHERE mate ->> 'id' <> ch.person_id::text), '[]'))
      FROM chosen ch
      JOIN place pl USING (gathering_id)
      JOIN person p USING (person_id)
$$;

-- Queues one message of a kind for each of the seats, in the transaction that is its cause.
-- Without release_at the messages stay held until the round is published. Suppressed
-- addresses get a cancelled message, so that everybody is accounted for. The seat is part of
-- the cause: a person may be told the same of two seats, and be reminded of each.
CREATE FUNCTION message_queue(wanted_kind text, seats uuid[], why text, release timestamptz)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    queued integer;
    template_now digest32 := (SELECT digest FROM template WHERE kind = wanted_kind
                               ORDER BY chosen_at DESC LIMIT 1);
BEGIN
    INSERT INTO message (message_id, cause, person_id, kind, seat_id, round_id, state, outcome,
                         ended_at, priority, to_address, content, template_digest, event_uid,
                         event_sequence, event_method, release_at, expires_at)
    SELECT derived_id('message', c.cause, s.person_id::text, wanted_kind), c.cause, s.person_id,
           wanted_kind, s.seat_id, s.round_id,
           CASE WHEN blocked THEN 'cancelled' ELSE 'held' END,
           CASE WHEN blocked THEN 'the address is suppressed' END,
           CASE WHEN blocked THEN clock_timestamp() END,
           k.priority, p.email, l.content, template_now, s.event_uid, s.event_sequence,
           k.event_method, release, lower(s.during) - k.expires_before_s * interval '1 second'
      FROM letter_content(seats) l
      JOIN seat s USING (seat_id)
      JOIN person p USING (person_id)
      JOIN message_kind k ON k.kind = wanted_kind
     CROSS JOIN LATERAL (SELECT why || ' ' || s.seat_id AS cause) c
     CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM suppression x
           WHERE x.address_digest = address_digest(p.email)
             AND (x.reason = 'bounce' OR k.event_method IS DISTINCT FROM 'CANCEL')) AS blocked) b
     WHERE p.erased_at IS NULL
        ON CONFLICT (cause, person_id, kind) DO NOTHING;
    GET DIAGNOSTICS queued = ROW_COUNT;
    RETURN queued;
END $$;

-- Of these seats, those whose person's calendar may hold an entry.
CREATE FUNCTION seats_invited(seats uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN ARRAY(SELECT DISTINCT m.seat_id FROM message m
              WHERE m.seat_id = ANY (seats) AND m.event_method = 'REQUEST'
                AND (m.state IN ('claimed', 'sent', 'uncertain')
                     OR EXISTS (SELECT FROM attempt a WHERE a.message_id = m.message_id
                                   AND a.outcome IN ('unknown', 'accepted'))));

-- Unsent messages of these seats are no longer wanted; claimed ones learn of it when they
-- come back, and uncertain ones are not sent once more. Answers seats_invited().
CREATE FUNCTION message_recall(seats uuid[], why text) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
BEGIN
    UPDATE message SET state = 'cancelled', outcome = why, ended_at = clock_timestamp()
     WHERE seat_id = ANY (seats) AND state IN ('held', 'ready')
       AND event_method IS DISTINCT FROM 'CANCEL';
    UPDATE message SET cancel_wanted = why
     WHERE seat_id = ANY (seats) AND state IN ('claimed', 'uncertain')
       AND event_method IS DISTINCT FROM 'CANCEL';
    RETURN seats_invited(seats);
END $$;
