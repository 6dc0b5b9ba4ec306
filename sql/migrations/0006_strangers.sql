-- What the programs that read strangers' bytes may do: pages by a link's token, replies by
-- a calendar's UID. Unknown, expired and revoked look alike and write nothing.

-- A stolen role must not revive dead links: business time is the database's, give or take
-- ten minutes, unless a rehearsal runs on a simulated clock.
CREATE FUNCTION time_checked(at_s bigint) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = convene, pg_temp AS $$
BEGIN
    IF abs(at_s - extract(epoch FROM clock_timestamp())) > 600
       AND setting_value('clock.simulated', 'off') <> 'on'
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'clock_agrees',
            MESSAGE = 'this clock and the database''s differ by more than ten minutes';
    END IF;
    RETURN to_timestamp(at_s);
END $$;

CREATE FUNCTION token_row(secret text, wanted_purpose text, at timestamptz) RETURNS uuid
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN (SELECT t.row_id FROM token t
         WHERE t.digest = sha256(convert_to(secret, 'UTF8')) AND t.purpose = wanted_purpose
           AND t.expires_at > at AND t.revoked_at IS NULL
           AND NOT EXISTS (SELECT FROM token newer WHERE newer.purpose = t.purpose
                              AND newer.row_id = t.row_id AND newer.generation > t.generation));

-- Which schema this is, for every program's first look at a connection.
CREATE FUNCTION schema_version() RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = convene, pg_temp
RETURN (SELECT max(version)::integer FROM schema_migration);

CREATE FUNCTION web_answer_page(secret text, at_s bigint) RETURNS SETOF jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = convene, pg_temp AS $$
    SELECT l.content || jsonb_build_object(
               'state', s.state, 'gathering_state', g.state, 'round_state', r.state,
               'is_over', lower(g.during) <= time_checked(at_s),
               'answered_s', extract(epoch FROM s.answered_at)::bigint)
      FROM seat named
      JOIN LATERAL (SELECT * FROM seat x
                     WHERE x.round_id = named.round_id AND x.person_id = named.person_id
                       AND x.slot = named.slot ORDER BY x.turn DESC LIMIT 1) s ON true
      JOIN gathering g ON g.gathering_id = s.gathering_id
      JOIN round r ON r.round_id = s.round_id
      JOIN letter_content(ARRAY[s.seat_id]) l ON l.seat_id = s.seat_id
     WHERE named.seat_id = token_row(secret, 'answer', time_checked(at_s))
       AND r.state <> 'proposed'
$$;

CREATE FUNCTION web_answer(secret text, answer text, at_s bigint)
RETURNS TABLE (outcome text, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    at timestamptz := time_checked(at_s);
    named uuid := token_row(secret, 'answer', at);
BEGIN
    IF named IS NULL OR answer NOT IN ('accept', 'decline') THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT a.outcome, a.state FROM seat_answer(named, answer, 'page', at, 'page') a;
END $$;

CREATE FUNCTION web_leave_page(secret text, at_s bigint) RETURNS SETOF jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = convene, pg_temp AS $$
    SELECT jsonb_build_object(
               'organisation', setting_value('organisation.name', 'Convene'),
               'first_name', split_part(p.full_name, ' ', 1),
               'seasons', coalesce((SELECT jsonb_agg(jsonb_build_object('program', pr.title,
                       'season', se.name) ORDER BY se.name)
                   FROM enrolment e JOIN season se USING (season_id) JOIN program pr USING (program_id)
                  WHERE e.person_id = p.person_id AND e.state <> 'left'), '[]'))
      FROM person p
     WHERE p.person_id = token_row(secret, 'leave', time_checked(at_s)) AND p.erased_at IS NULL
$$;

-- These people leave every program: enrolments end, seats that are still to come fall free,
-- and the only mail that still goes is what clears their calendars. Answers the seats.
CREATE FUNCTION people_leave(people uuid[], channel text, why text, at timestamptz, actor text)
RETURNS uuid[]
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
DECLARE
    seats uuid[];
BEGIN
    PERFORM FROM round r
      WHERE r.round_id IN (SELECT round_id FROM seat WHERE person_id = ANY (people) AND live)
      ORDER BY r.round_id FOR NO KEY UPDATE;
    SELECT coalesce(array_agg(seat_id), '{}') INTO seats
      FROM (SELECT seat_id FROM seat
             WHERE person_id = ANY (people) AND state IN ('proposed', 'invited', 'accepted')
               AND lower(during) > at ORDER BY seat_id FOR UPDATE) AS locked;
    UPDATE seat SET answer_channel = channel, answered_at = at WHERE seat_id = ANY (seats);
    PERFORM seats_end(seats, 'withdrawn', 'cancellation', why, at, actor);
    UPDATE message SET state = 'cancelled', outcome = why, ended_at = clock_timestamp()
     WHERE person_id = ANY (people) AND state IN ('held', 'ready')
       AND event_method IS DISTINCT FROM 'CANCEL';
    UPDATE message SET cancel_wanted = why
     WHERE person_id = ANY (people) AND state IN ('claimed', 'uncertain')
       AND event_method IS DISTINCT FROM 'CANCEL';
    UPDATE enrolment SET state = 'left' WHERE person_id = ANY (people) AND state <> 'left';
    RETURN seats;
END $$;

-- A person's own wish. Answers how many seats fell free.
CREATE FUNCTION person_leave(wanted uuid, channel text, at timestamptz, actor text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    seats uuid[] := people_leave(ARRAY[wanted], channel, 'left the program', at, actor);
BEGIN
    PERFORM audit_write(at, actor, 'person leave', wanted::text,
        jsonb_build_object('channel', channel, 'seats', cardinality(seats)), NULL);
    NOTIFY convene;
    RETURN cardinality(seats);
END $$;

-- One row when the link is good, none otherwise; leaving twice is harmless.
CREATE FUNCTION web_leave(secret text, at_s bigint) RETURNS SETOF integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    at timestamptz := time_checked(at_s);
    named uuid := token_row(secret, 'leave', at);
BEGIN
    IF named IS NOT NULL THEN
        RETURN NEXT person_leave(named, 'page', at, 'page');
    END IF;
END $$;

-- A calendar reply. Only the invited person's own answer counts, only about the newest state
-- of the entry, and a later stamp wins. effect: what seat_answer said, or stale, tentative,
-- stranger (kept for the administrator) or unknown.
CREATE FUNCTION intake_reply(uid text, attendee text, sender text, partstat text,
    sequence_number integer, stamp_s bigint, content_digest bytea, raw text, at_s bigint)
RETURNS TABLE (effect text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    at timestamptz := time_checked(at_s);
    s seat%ROWTYPE;
    address text;
    said text;
BEGIN
    IF EXISTS (SELECT FROM inbound i WHERE i.digest = content_digest) THEN
        RETURN QUERY SELECT 'seen before'::text;
        RETURN;
    END IF;
    SELECT x.* INTO s FROM seat x
     WHERE x.event_uid = split_part(uid, '@', 1) ORDER BY x.turn DESC LIMIT 1;
    SELECT p.email INTO address FROM person p WHERE p.person_id = s.person_id;
    said := CASE
        WHEN s.seat_id IS NULL THEN 'unknown'
        WHEN lower(attendee) IS DISTINCT FROM lower(address)
          OR lower(sender) IS DISTINCT FROM lower(address) THEN 'stranger'
        WHEN sequence_number < s.event_sequence
          OR to_timestamp(stamp_s) <= s.answer_stamp
          OR s.answer_channel <> 'calendar' AND to_timestamp(stamp_s) < s.answered_at
             THEN 'stale'
        WHEN partstat NOT IN ('ACCEPTED', 'DECLINED') THEN 'tentative' END;
    IF said IS NULL THEN
        SELECT a.outcome INTO said FROM seat_answer(s.seat_id,
            CASE partstat WHEN 'ACCEPTED' THEN 'accept' ELSE 'decline' END, 'calendar', at, 'mail') a;
        UPDATE seat x SET answer_stamp = to_timestamp(stamp_s) WHERE x.seat_id = s.seat_id;
    END IF;
    INSERT INTO inbound (digest, kind, effect, seat_id, content, received_at)
    VALUES (content_digest, 'reply', said, s.seat_id,
            CASE WHEN said IN ('unknown', 'stranger') THEN raw END, at)
        ON CONFLICT (digest) DO NOTHING;
    RETURN QUERY SELECT said;
END $$;

-- Anything else that came by mail: kept, shown, never dropped.
CREATE FUNCTION intake_note(note_kind text, effect text, content_digest bytea, raw text,
    at_s bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
BEGIN
    INSERT INTO inbound (digest, kind, effect, content, received_at)
    VALUES (content_digest, note_kind, effect, raw, time_checked(at_s))
        ON CONFLICT (digest) DO NOTHING;
    RETURN FOUND;
END $$;
