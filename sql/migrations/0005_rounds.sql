-- What changes many rows of a round together: publishing, cancelling, moving, answering.
-- Each locks the round first, then seats, and touches the ledger last.

CREATE FUNCTION audit_write(at timestamptz, actor text, action text, object text, change jsonb,
    reason text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
    INSERT INTO audit (at, actor, action, object, change, reason)
    VALUES ($1, $2, $3, $4, $5, $6)
$$;

CREATE FUNCTION round_name(wanted integer) RETURNS text
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN (SELECT name || '/' || seq FROM round JOIN season USING (season_id)
         WHERE round_id = wanted);

-- What was found, or a refusal in those words when that is nothing: ERR_NOT_FOUND in C.
-- A list begins with it: FROM known(...) AS w (x) CROSS JOIN LATERAL (... w.x ... LIMIT n)
-- asks it even when there is no row at all to compare with.
CREATE FUNCTION known(wanted anyelement, otherwise text) RETURNS anyelement
LANGUAGE plpgsql STABLE SET search_path = convene, pg_temp AS $$
BEGIN
    IF wanted IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'no_data_found', CONSTRAINT = 'is_known',
            MESSAGE = otherwise;
    END IF;
    RETURN wanted;
END $$;

-- Ids as people write them: winter-27/1, its table winter-27/1/9, the newest seat of somebody
-- there winter-27/1/P0084. NULL: there is none.
CREATE FUNCTION as_uuid(wanted text) RETURNS uuid
LANGUAGE sql IMMUTABLE SET search_path = convene, pg_temp
RETURN CASE WHEN wanted ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN wanted::uuid END;

CREATE FUNCTION round_named(wanted text) RETURNS integer
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN (SELECT r.round_id FROM season s JOIN round r USING (season_id)
         WHERE s.name = split_part(wanted, '/', 1) AND s.name || '/' || r.seq = wanted);

CREATE FUNCTION round_part(wanted text) RETURNS integer
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN round_named(split_part(wanted, '/', 1) || '/' || split_part(wanted, '/', 2));

CREATE FUNCTION gathering_named(wanted text) RETURNS uuid
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN coalesce(
    (SELECT gathering_id FROM gathering WHERE gathering_id = as_uuid(wanted)),
    (SELECT gathering_id FROM gathering
      WHERE round_id = round_part(wanted) AND round_name(round_id) || '/' || number = wanted));

CREATE FUNCTION seat_named(wanted text) RETURNS uuid
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN coalesce(
    (SELECT seat_id FROM seat WHERE seat_id = as_uuid(wanted)),
    (SELECT t.seat_id FROM seat t JOIN person p USING (person_id)
      WHERE t.round_id = round_part(wanted)
        AND p.employee_id = substr(wanted, length(round_name(t.round_id)) + 2)
      ORDER BY t.turn DESC LIMIT 1));

-- What somebody asks about: a round, a table, a seat, or a person (then the newest formed
-- round that they belong to), with the table's number and the person, where there is one.
CREATE FUNCTION formation_named(kind text, wanted text)
RETURNS TABLE (round_id integer, number integer, person_id uuid)
LANGUAGE plpgsql STABLE SET search_path = convene, pg_temp AS $$
#variable_conflict use_column
DECLARE
    of_round integer;
    at integer;
    who uuid;
BEGIN
    CASE kind
    WHEN 'gathering' THEN
        SELECT g.round_id, g.number INTO of_round, at FROM gathering g
         WHERE g.gathering_id = known(gathering_named(wanted),
             'there is no such gathering: convenectl round list');
    WHEN 'seat' THEN
        SELECT t.round_id, g.number, t.person_id INTO of_round, at, who
          FROM seat t LEFT JOIN gathering g ON g.gathering_id = t.gathering_id AND t.live
         WHERE t.seat_id = known(seat_named(wanted),
             'there is no such seat: convenectl round list');
    WHEN 'person' THEN
        who := known((SELECT p.person_id FROM person p WHERE p.employee_id = wanted),
            'nobody on the roster has that id: convenectl person list');
        SELECT r.round_id INTO of_round
          FROM round r JOIN formation f USING (round_id)
         WHERE r.state <> 'cancelled'
           AND (EXISTS (SELECT FROM seat t WHERE t.round_id = r.round_id AND t.person_id = who)
             OR EXISTS (SELECT FROM left_out o WHERE o.round_id = r.round_id
                           AND o.person_id = who))
         ORDER BY r.starts_at DESC LIMIT 1;
        of_round := known(of_round, format('no round was formed with %s in it yet', wanted));
        SELECT g.number INTO at FROM seat t JOIN gathering g USING (gathering_id)
         WHERE t.round_id = of_round AND t.person_id = who AND t.live;
    ELSE
        of_round := known(round_named(wanted),
            'there is no such round: convenectl round list');
    END CASE;
    IF NOT EXISTS (SELECT FROM formation f WHERE f.round_id = of_round) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_formed',
            MESSAGE = format('round %s is not formed: convenectl round show %1$s',
                round_name(of_round));
    END IF;
    RETURN QUERY SELECT of_round, at, who;
END $$;

-- Which round can be formed now: one that is planned, or whose forming was given up.
CREATE FUNCTION round_formable(wanted text) RETURNS integer
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
DECLARE
    id integer := known(round_named(wanted), 'there is no such round: convenectl round list');
    r round%ROWTYPE;
BEGIN
    SELECT * INTO r FROM round WHERE round_id = id;
    IF r.state <> 'planned' AND (r.state <> 'forming' OR r.forming_until >= lease_clock()) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_planned',
            MESSAGE = format('round %s is %s: convenectl round show %s', wanted,
                CASE r.state WHEN 'forming' THEN 'being formed' ELSE r.state END, wanted);
    END IF;
    RETURN id;
END $$;

-- Takes one round for forming because somebody asked for it.
CREATE FUNCTION round_take(wanted text, token uuid, lease_s integer) RETURNS integer
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
DECLARE
    id integer := round_formable(wanted);
BEGIN
    UPDATE round SET state = 'forming', forming_token = token,
           forming_until = lease_clock() + lease_s * interval '1 second',
           forming_strikes = 1, trouble = NULL
     WHERE round_id = id
       AND (state = 'planned' OR state = 'forming' AND forming_until < lease_clock());
    IF NOT FOUND THEN
        RETURN round_formable(wanted); -- somebody was faster: it says who
    END IF;
    RETURN id;
END $$;

-- Without statistics the first round after a bulk import plans on tables that seemed empty
-- and takes twenty times as long; only an owner's ANALYZE is more than a warning.
CREATE FUNCTION round_analyze() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
BEGIN
    ANALYZE gathering, seat, message, token, prompt_given, reservation, transfer, enrolment,
        person, person_site;
END $$;

-- The people that the round could not seat learn why.
CREATE FUNCTION message_queue_left_out(wanted integer, release timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    queued integer;
BEGIN
    INSERT INTO message (message_id, cause, person_id, kind, round_id, priority, to_address,
                         content, template_digest, release_at, expires_at, state, outcome,
                         ended_at)
    SELECT derived_id('message', 'round ' || r.round_id, o.person_id::text, 'not_seated'),
           'round ' || r.round_id, o.person_id, 'not_seated', r.round_id, k.priority, p.email,
           jsonb_build_object(
               'organisation', setting_value('organisation.name', 'Convene'),
               'program', pr.title, 'season', se.name, 'round', se.name || '/' || r.seq,
               'starts_s', extract(epoch FROM r.starts_at)::bigint, 'zone', r.zone,
               'ends_s', extract(epoch FROM r.starts_at)::bigint + se.lasts_min * 60,
               'lasts_min', se.lasts_min,
               'person_id', o.person_id, 'full_name', p.full_name,
               'first_name', split_part(p.full_name, ' ', 1),
               'reason_code', o.reason_code, 'reason', o.reason,
               'fund_is_short', o.reason_code = 'fund'),
           (SELECT digest FROM template WHERE kind = 'not_seated' ORDER BY chosen_at DESC LIMIT 1),
           release, r.starts_at,
           CASE WHEN blocked THEN 'cancelled' ELSE 'held' END,
           CASE WHEN blocked THEN 'the address is suppressed' END,
           CASE WHEN blocked THEN clock_timestamp() END
      FROM left_out o
      JOIN round r USING (round_id)
      JOIN season se USING (season_id)
      JOIN program pr USING (program_id)
      JOIN person p USING (person_id)
      JOIN message_kind k ON k.kind = 'not_seated'
     CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM suppression x
           WHERE x.address_digest = address_digest(p.email)) AS blocked) b
     WHERE o.round_id = wanted AND p.left_at IS NULL AND p.erased_at IS NULL
       AND EXISTS (SELECT FROM enrolment e WHERE e.season_id = r.season_id
                      AND e.person_id = o.person_id AND e.state <> 'left')
        ON CONFLICT (cause, person_id, kind) DO NOTHING;
    GET DIAGNOSTICS queued = ROW_COUNT;
    RETURN queued;
END $$;

-- A round that nobody formed, or published, in time is given up: its money is free again, those
-- who are enrolled are told, and go first next time. Answers the number of such rounds.
CREATE FUNCTION round_miss(at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    r round%ROWTYPE;
    missed integer := 0;
BEGIN
    FOR r IN SELECT * FROM round
              WHERE state IN ('planned', 'forming', 'proposed') AND respond_by_at <= at
              ORDER BY round_id LIMIT 4 FOR NO KEY UPDATE SKIP LOCKED
    LOOP
        r.trouble := coalesce(r.trouble, CASE r.state WHEN 'proposed'
            THEN 'nobody published it' ELSE 'no program was there to form it' END);
        IF r.state = 'proposed' THEN
            PERFORM round_cancel(r.round_id, at, 'tick', r.trouble);
        END IF;
        UPDATE round SET state = 'cancelled', forming_token = NULL, forming_until = NULL,
               trouble = r.trouble
         WHERE round_id = r.round_id;
        WITH noted AS (
            INSERT INTO left_out (round_id, person_id, reason_code, reason)
            SELECT r.round_id, person_id, 'no_round', 'the round could not be formed in time'
              FROM enrolment WHERE season_id = r.season_id AND state = 'enrolled'
                ON CONFLICT (round_id, person_id) DO NOTHING
            RETURNING person_id
        )
        UPDATE enrolment e SET fairness_credit = e.fairness_credit + 1
          FROM noted n
         WHERE r.state <> 'proposed' -- round_cancel() has done it
           AND e.season_id = r.season_id AND e.person_id = n.person_id;
        PERFORM message_queue_left_out(r.round_id, at);
        PERFORM audit_write(at, 'tick', 'round miss', round_name(r.round_id),
            NULL, r.trouble);
        missed := missed + 1;
    END LOOP;
    RETURN missed;
END $$;

-- Answers the number of invitations that now wait for the end of the recall window.
CREATE FUNCTION round_publish(wanted integer, at timestamptz, actor text, reason text)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    r round%ROWTYPE;
    release timestamptz;
    invited integer;
BEGIN
    SELECT * INTO r FROM round WHERE round_id = wanted FOR NO KEY UPDATE;
    IF r.state <> 'proposed' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_proposed',
            MESSAGE = format('round %s is %s', round_name(wanted), r.state);
    END IF;
    IF r.respond_by_at <= at THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'round_in_time',
            MESSAGE = format('nobody could answer round %s in time any more', round_name(wanted));
    END IF;
    release := at + (SELECT recall_window_s * interval '1 second' FROM season
                      WHERE season_id = r.season_id);
    UPDATE round SET state = 'published', published_at = at WHERE round_id = wanted;
    UPDATE gathering SET state = 'published' WHERE round_id = wanted AND state = 'proposed';
    UPDATE seat SET state = 'invited', invited_at = at
     WHERE round_id = wanted AND state = 'proposed';
    UPDATE message SET release_at = release
     WHERE round_id = wanted AND state = 'held' AND release_at IS NULL;
    GET DIAGNOSTICS invited = ROW_COUNT;
    PERFORM message_queue_left_out(wanted, release);
    PERFORM audit_write(at, actor, 'round publish', round_name(wanted),
        jsonb_build_object('messages', invited), reason);
    NOTIFY convene;
    RETURN invited;
END $$;

-- The seats fall free: money released, unsent mail recalled, and a letter of that kind to
-- whoever may have the evening in the calendar. Their SEQUENCE rises once for all that.
CREATE FUNCTION seats_end(seats uuid[], new_state text, letter text, why text,
    at timestamptz, actor text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    invited uuid[] := message_recall(seats, why);
    queued integer;
BEGIN
    UPDATE seat SET state = new_state, event_sequence = event_sequence + 1
     WHERE seat_id = ANY (seats);
    queued := message_queue(letter, invited, why, at);
    PERFORM ledger_release(seats, at, actor, why);
    RETURN queued;
END $$;

CREATE FUNCTION gathering_cancel(wanted uuid, at timestamptz, actor text, reason text)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    queued integer;
    of_round integer := (SELECT round_id FROM gathering WHERE gathering_id = wanted);
    seats uuid[];
BEGIN
    PERFORM FROM round WHERE round_id = of_round FOR NO KEY UPDATE;
    IF (SELECT state FROM gathering WHERE gathering_id = wanted) = 'cancelled' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'gathering_is_open',
            MESSAGE = 'the gathering is cancelled already';
    END IF;
    UPDATE gathering SET state = 'cancelled', row_version = row_version + 1
     WHERE gathering_id = wanted;
    SELECT coalesce(array_agg(seat_id), '{}') INTO seats
      FROM (SELECT seat_id FROM seat WHERE gathering_id = wanted AND live
             ORDER BY seat_id FOR UPDATE) AS locked;
    UPDATE enrolment e SET fairness_credit = fairness_credit + 1
      FROM seat s
     WHERE s.seat_id = ANY (seats) AND e.season_id = s.season_id AND e.person_id = s.person_id;
    queued := seats_end(seats, 'withdrawn', 'cancellation', 'gathering cancelled', at, actor);
    PERFORM audit_write(at, actor, 'gathering cancel', wanted::text,
        jsonb_build_object('seats', cardinality(seats), 'messages', queued), reason);
    NOTIFY convene;
    RETURN cardinality(seats);
END $$;

-- Answers the number of seats that were withdrawn.
CREATE FUNCTION round_cancel(wanted integer, at timestamptz, actor text, reason text)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    seats integer := 0;
    one uuid;
BEGIN
    PERFORM FROM round WHERE round_id = wanted FOR NO KEY UPDATE;
    IF (SELECT state FROM round WHERE round_id = wanted) = 'cancelled' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_open',
            MESSAGE = format('round %s is cancelled already', round_name(wanted));
    END IF;
    UPDATE round SET state = 'cancelled', forming_token = NULL, forming_until = NULL
     WHERE round_id = wanted;
    UPDATE message SET state = 'cancelled', outcome = 'round cancelled',
           ended_at = clock_timestamp()
     WHERE round_id = wanted AND seat_id IS NULL AND state IN ('held', 'ready');
    UPDATE message SET cancel_wanted = 'round cancelled'
     WHERE round_id = wanted AND seat_id IS NULL AND state IN ('claimed', 'uncertain');
    FOR one IN SELECT gathering_id FROM gathering
                WHERE round_id = wanted AND state IN ('proposed', 'published', 'confirmed')
                ORDER BY number
    LOOP
        seats := seats + gathering_cancel(one, at, actor, reason);
    END LOOP;
    PERFORM audit_write(at, actor, 'round cancel', round_name(wanted),
        jsonb_build_object('seats', seats), reason);
    NOTIFY convene;
    RETURN seats;
END $$;

-- Another venue or another hour. Mail that nobody can have seen is written anew; who may have
-- seen an invitation gets one change, whatever was still to go. Answers the number of seats.
CREATE FUNCTION gathering_move(wanted uuid, new_venue integer, new_local timestamp,
    new_start timestamptz, at timestamptz, actor text, reason text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    g gathering%ROWTYPE;
    seats uuid[];
    invited uuid[];
    told integer;
BEGIN
    PERFORM FROM round WHERE round_id = (SELECT round_id FROM gathering
        WHERE gathering_id = wanted) FOR NO KEY UPDATE;
    SELECT * INTO g FROM gathering WHERE gathering_id = wanted FOR UPDATE;
    IF g.state NOT IN ('proposed', 'published', 'confirmed') THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'gathering_is_open',
            MESSAGE = format('the gathering is %s', g.state);
    END IF;
    IF (SELECT closed_at FROM venue WHERE venue_id = new_venue) IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'venue_is_open',
            MESSAGE = 'that venue is closed: convenectl venue list';
    END IF;
    UPDATE gathering
       SET venue_id = coalesce(new_venue, venue_id),
           local_start = coalesce(new_local, local_start),
           during = CASE WHEN new_start IS NULL THEN during
               ELSE tstzrange(new_start, new_start + (upper(during) - lower(during))) END,
           row_version = row_version + 1
     WHERE gathering_id = wanted RETURNING * INTO g;
    SELECT coalesce(array_agg(seat_id), '{}') INTO seats
      FROM (SELECT seat_id FROM seat WHERE gathering_id = wanted AND live
             ORDER BY seat_id FOR UPDATE) AS locked;
    UPDATE seat SET during = g.during, event_sequence = event_sequence + 1
     WHERE seat_id = ANY (seats);
    invited := seats_invited(seats);
    UPDATE message SET state = 'cancelled', outcome = 'moved again', ended_at = clock_timestamp()
     WHERE seat_id = ANY (invited) AND event_method = 'REQUEST' AND state IN ('held', 'ready');
    UPDATE message SET cancel_wanted = 'moved again'
     WHERE seat_id = ANY (invited) AND event_method = 'REQUEST' AND state = 'uncertain';
    UPDATE message m
       SET content = l.content, event_sequence = s.event_sequence,
           expires_at = lower(s.during) - k.expires_before_s * interval '1 second'
      FROM letter_content(seats) l
      JOIN seat s USING (seat_id)
     CROSS JOIN message_kind k
     WHERE m.seat_id = l.seat_id AND k.kind = m.kind AND m.state IN ('held', 'ready')
       AND NOT EXISTS (SELECT FROM attempt a WHERE a.message_id = m.message_id
                          AND a.outcome IN ('unknown', 'accepted'));
    told := message_queue('change', invited, 'moved ' || g.row_version, at);
    PERFORM audit_write(at, actor, 'gathering move', wanted::text, jsonb_build_object(
        'venue', g.venue_id, 'local_start', g.local_start, 'messages', told), reason);
    NOTIFY convene;
    RETURN cardinality(seats);
END $$;

-- A place for somebody who comes back after a decline or a lapse: a new turn at the same
-- table, if there is still room and money. NULL when there is not, also when the last of it
-- went to somebody else this very moment.
CREATE FUNCTION seat_return(former uuid, channel text, at timestamptz, actor text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    s seat%ROWTYPE;
    se season%ROWTYPE;
    id uuid;
BEGIN
    SELECT * INTO s FROM seat WHERE seat_id = former;
    SELECT * INTO se FROM season WHERE season_id = s.season_id;
    PERFORM FROM gathering WHERE gathering_id = s.gathering_id FOR UPDATE;
    IF (SELECT count(*) FROM seat WHERE gathering_id = s.gathering_id AND live) >= se.seats_max
       OR EXISTS (SELECT FROM seat WHERE person_id = s.person_id AND live AND during && s.during)
       OR (SELECT free_cents FROM fund_balance WHERE fund_id = se.fund_id) < se.cap_cents
    THEN
        RETURN NULL;
    END IF;
    id := derived_id('seat', s.round_id::text, s.person_id::text, s.slot::text,
                     (s.turn + 1)::text);
    INSERT INTO seat (seat_id, round_id, season_id, person_id, gathering_id, slot, turn, state,
                      is_host, during, travel_min, event_uid, answer_channel, answered_at,
                      invited_at)
    SELECT id, s.round_id, s.season_id, s.person_id, s.gathering_id, s.slot, s.turn + 1,
           'accepted', s.is_host AND NOT EXISTS (SELECT FROM seat h
               WHERE h.gathering_id = s.gathering_id AND h.live AND h.is_host),
           g.during, s.travel_min, id::text, channel, at, s.invited_at
      FROM gathering g WHERE g.gathering_id = s.gathering_id;
    PERFORM ledger_reserve(ARRAY[id], se.fund_id, se.cap_cents, at, actor);
    RETURN id;
EXCEPTION WHEN check_violation OR exclusion_violation THEN
    RETURN NULL;
END $$;

-- The one path of every answer: page, calendar reply, administrator. The last answer until
-- the gathering starts wins; the same again changes nothing. outcome is recorded, unchanged,
-- too_late, closed (cancelled or not published) or full (the place was given away).
CREATE FUNCTION seat_answer(wanted uuid, answer text, channel text, at timestamptz, actor text)
RETURNS TABLE (outcome text, state text, seat uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    s seat%ROWTYPE;
    r round%ROWTYPE;
    id uuid;
BEGIN
    SELECT x.* INTO r FROM round x JOIN seat y USING (round_id)
     WHERE y.seat_id = wanted FOR NO KEY UPDATE OF x;
    SELECT x.* INTO s FROM seat x
      JOIN seat y USING (round_id, person_id, slot)
     WHERE y.seat_id = wanted ORDER BY x.turn DESC LIMIT 1 FOR NO KEY UPDATE OF x;
    IF s.seat_id IS NULL THEN
        RETURN;
    END IF;
    IF r.state <> 'published' OR s.state IN ('withdrawn', 'replaced', 'proposed', 'standby')
       OR (SELECT e.state FROM enrolment e
            WHERE e.season_id = s.season_id AND e.person_id = s.person_id) = 'left'
       OR (SELECT g.state FROM gathering g WHERE g.gathering_id = s.gathering_id)
          NOT IN ('published', 'confirmed')
    THEN
        RETURN QUERY SELECT 'closed', s.state, s.seat_id;
        RETURN;
    END IF;
    IF lower(s.during) <= at THEN
        RETURN QUERY SELECT 'too_late', s.state, s.seat_id;
        RETURN;
    END IF;
    IF (answer = 'accept' AND s.state = 'accepted')
       OR (answer = 'decline' AND s.state = 'declined')
    THEN
        RETURN QUERY SELECT 'unchanged', s.state, s.seat_id;
        RETURN;
    END IF;

    IF answer = 'accept' AND s.state = 'invited' THEN
        UPDATE seat x SET state = 'accepted', answer_channel = channel, answered_at = at
         WHERE x.seat_id = s.seat_id;
        UPDATE message m SET state = 'cancelled', outcome = 'answered', ended_at = clock_timestamp()
         WHERE m.seat_id = s.seat_id AND m.kind = 'reminder' AND m.state IN ('held', 'ready');
        id := s.seat_id;
    ELSIF answer = 'accept' THEN
        id := seat_return(s.seat_id, channel, at, actor);
        IF id IS NULL THEN
            RETURN QUERY SELECT 'full', s.state, s.seat_id;
            RETURN;
        END IF;
        PERFORM message_queue('change', ARRAY[id], 'returned', at);
    ELSIF s.state = 'lapsed' THEN
        UPDATE seat x SET answer_channel = channel, answered_at = at WHERE x.seat_id = s.seat_id;
        RETURN QUERY SELECT 'unchanged', s.state, s.seat_id;
        RETURN;
    ELSE
        UPDATE seat x SET answer_channel = channel, answered_at = at WHERE x.seat_id = s.seat_id;
        PERFORM seats_end(ARRAY[s.seat_id], 'declined', 'declined', 'declined', at, actor);
        id := s.seat_id;
    END IF;
    IF answer = 'accept' AND id = s.seat_id THEN
        PERFORM message_queue('confirmation', ARRAY[id], 'accepted', at);
    END IF;
    PERFORM audit_write(at, actor, 'seat ' || answer, id::text,
        jsonb_build_object('channel', channel), NULL);
    NOTIFY convene;
    RETURN QUERY SELECT 'recorded', x.state, x.seat_id FROM seat x WHERE x.seat_id = id;
END $$;

-- Who did not answer in time loses the seat.
CREATE FUNCTION seat_lapse(at timestamptz, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    one integer;
    seats uuid[];
    lapsed integer := 0;
BEGIN
    FOR one IN SELECT r.round_id FROM round r
                WHERE r.state = 'published' AND r.respond_by_at <= at
                  AND EXISTS (SELECT FROM seat s WHERE s.round_id = r.round_id
                                 AND s.state = 'invited')
                ORDER BY r.round_id LIMIT 10 FOR NO KEY UPDATE SKIP LOCKED
    LOOP
        SELECT array_agg(seat_id) INTO seats
          FROM (SELECT seat_id FROM seat WHERE round_id = one AND state = 'invited'
                 ORDER BY seat_id LIMIT most FOR UPDATE) AS locked;
        PERFORM seats_end(seats, 'lapsed', 'lapsed', 'lapsed', at, 'tick');
        lapsed := lapsed + cardinality(seats);
    END LOOP;
    RETURN lapsed;
END $$;

-- People change tables by hand, while nobody can have read where they sit: the round is
-- proposed, or no mail of these tables has left. moves has for each person the table's number
-- and the minutes to it, tables for each table that this concerns who hosts it now and its
-- reasons; differences are of the score, by rule. expected: the edits that were looked at.
-- Mails that wait are written anew. Answers the number of seats that moved.
CREATE FUNCTION round_reseat(wanted integer, expected integer, people uuid[], numbers integer[],
    minutes integer[], tables integer[], hosts uuid[], reasons jsonb[], differences jsonb,
    words text, is_pin boolean, at timestamptz, actor text, action text, why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    r round%ROWTYPE;
    touched uuid[];
    seats uuid[];
    costs jsonb;
    moved integer;
BEGIN
    SELECT * INTO r FROM round WHERE round_id = wanted FOR NO KEY UPDATE;
    UPDATE formation SET edits = edits + 1 WHERE round_id = wanted AND edits = expected;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_as_seen',
            MESSAGE = format('somebody else has changed the tables of round %s meanwhile: '
                'look again', round_name(wanted));
    END IF;
    touched := ARRAY(SELECT gathering_id FROM gathering
                      WHERE round_id = wanted AND number = ANY (tables) ORDER BY 1);
    seats := ARRAY(SELECT seat_id FROM seat WHERE gathering_id = ANY (touched) AND live
                    ORDER BY 1 FOR UPDATE);
    PERFORM FROM message WHERE seat_id = ANY (seats) ORDER BY message_id FOR UPDATE;
    IF r.state NOT IN ('proposed', 'published')
       OR EXISTS (SELECT FROM message m WHERE m.seat_id = ANY (seats)
                     AND m.state NOT IN ('held', 'ready', 'cancelled'))
       OR EXISTS (SELECT FROM seat t WHERE t.seat_id = ANY (seats)
                     AND t.state NOT IN ('proposed', 'invited'))
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_unread',
            MESSAGE = format('people of these tables know where they sit: round %s is %s',
                round_name(wanted), r.state);
    END IF;
    UPDATE seat SET is_host = false WHERE seat_id = ANY (seats) AND is_host;
    UPDATE seat t SET gathering_id = g.gathering_id, during = g.during, travel_min = m.minutes
      FROM unnest(people, numbers, minutes) AS m (person_id, number, minutes)
      JOIN gathering g ON g.round_id = wanted AND g.number = m.number
     WHERE t.seat_id = ANY (seats) AND t.person_id = m.person_id;
    GET DIAGNOSTICS moved = ROW_COUNT;
    UPDATE seat SET is_host = true WHERE seat_id = ANY (seats) AND person_id = ANY (hosts);
    DELETE FROM prompt_given WHERE person_id = ANY (people) AND gathering_id = ANY (touched);
    INSERT INTO prompt_given (person_id, prompt_id, gathering_id)
    SELECT t.person_id, g.prompt_id, g.gathering_id
      FROM seat t JOIN gathering g USING (gathering_id)
     WHERE t.seat_id = ANY (seats) AND t.person_id = ANY (people) AND g.prompt_id IS NOT NULL
        ON CONFLICT (person_id, prompt_id) DO NOTHING;
    UPDATE gathering g SET reasons = t.reasons, row_version = row_version + 1
      FROM unnest(tables, round_reseat.reasons) AS t (number, reasons)
     WHERE g.round_id = wanted AND g.number = t.number;
    SELECT jsonb_object_agg(key, value::bigint + coalesce((differences ->> key)::bigint, 0))
      INTO costs FROM jsonb_each_text(r.summary -> 'costs');
    r.cost := r.cost + (SELECT coalesce(sum(value::bigint), 0) FROM jsonb_each_text(differences));
    UPDATE round SET cost = r.cost, summary = summary || jsonb_build_object('cost', r.cost,
               'costs', costs, 'in_words', words, 'gap_ppm', CASE WHEN r.bound > 0
                   THEN ceil((r.cost - r.bound) * 1000000.0 / r.bound)::bigint END)
     WHERE round_id = wanted;
    IF is_pin THEN
        INSERT INTO pin (round_id, person_id, number, recorded_by)
        SELECT wanted, m.person_id, m.number, actor
          FROM unnest(people, numbers) AS m (person_id, number)
            ON CONFLICT (round_id, person_id) DO UPDATE SET number = EXCLUDED.number;
    END IF;
    UPDATE message m SET content = l.content
      FROM letter_content(seats) l
     WHERE m.seat_id = l.seat_id AND m.state IN ('held', 'ready');
    PERFORM audit_write(at, actor, action, round_name(wanted), jsonb_build_object(
        'people', to_jsonb(people), 'tables', to_jsonb(numbers)), why);
    RETURN moved;
END $$;

-- Somebody stays at a table: at the one they have, or, before the round is formed, wherever
-- those of the same number are put together. Answers the number.
CREATE FUNCTION round_pin(wanted text, person text, wanted_number integer, at timestamptz,
    actor text, why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    of_round integer := known(round_named(wanted),
        'there is no such round: convenectl round list');
    who uuid := known((SELECT p.person_id FROM person p JOIN enrolment e USING (person_id)
                         JOIN round r USING (season_id)
                        WHERE p.employee_id = person AND r.round_id = of_round
                          AND e.state <> 'left'),
        'nobody of that id takes part in the season: convenectl person list');
    r round%ROWTYPE;
    here integer;
BEGIN
    SELECT * INTO r FROM round WHERE round_id = of_round FOR NO KEY UPDATE;
    SELECT g.number INTO here FROM seat t JOIN gathering g USING (gathering_id)
     WHERE t.round_id = of_round AND t.person_id = who AND t.live;
    IF r.state NOT IN ('planned', 'proposed', 'published') OR here <> wanted_number
       OR r.state <> 'planned' AND here IS NULL
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'pin_is_possible',
            MESSAGE = CASE WHEN here IS NULL AND r.state IN ('proposed', 'published')
                THEN format('%s has no seat in round %s', person, wanted)
                ELSE format('round %s is %s', wanted, r.state) END;
    END IF;
    here := coalesce(here, wanted_number);
    IF here IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'pin_needs_table',
            MESSAGE = format('round %s has no tables yet: --table N puts those together who '
                'are pinned to the same number', wanted);
    END IF;
    INSERT INTO pin (round_id, person_id, number, recorded_by)
    VALUES (of_round, who, here, actor)
        ON CONFLICT (round_id, person_id) DO UPDATE
       SET number = EXCLUDED.number, recorded_by = EXCLUDED.recorded_by;
    PERFORM audit_write(at, actor, 'round pin', round_name(of_round),
        jsonb_build_object('person', who, 'table', here), why);
    RETURN here;
END $$;

CREATE FUNCTION round_unpin(wanted text, person text, at timestamptz, actor text, why text)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    of_round integer := known(round_named(wanted),
        'there is no such round: convenectl round list');
    was integer;
BEGIN
    DELETE FROM pin i USING person p
     WHERE i.round_id = of_round AND i.person_id = p.person_id AND p.employee_id = person
    RETURNING i.number INTO was;
    was := known(was, format('%s is not pinned in round %s', person, wanted));
    PERFORM audit_write(at, actor, 'round unpin', round_name(of_round),
        jsonb_build_object('person', person, 'table', was), why);
    RETURN was;
END $$;
