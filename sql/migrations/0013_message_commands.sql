-- What administrators decide of single messages.

-- What is settled by hand to have stayed here goes once more: it has not failed.
DELETE FROM state_change
 WHERE machine = 'message' AND from_state = 'uncertain' AND to_state = 'failed';

-- Whether a copy of it left, and nobody knows whether the relay took it.
CREATE FUNCTION message_may_have_left(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN EXISTS (SELECT FROM attempt a WHERE a.message_id = wanted AND a.outcome = 'unknown');

-- What a message waits for: a command of convenectl, or nothing from a human. NULL: it is over.
CREATE FUNCTION message_needs(m message, at timestamptz) RETURNS text
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN CASE m.state
    WHEN 'uncertain' THEN CASE
        WHEN m.cancel_wanted IS NOT NULL THEN 'nothing: nobody wants it any more'
        WHEN (SELECT uncertain FROM message_kind k WHERE k.kind = m.kind) = 'resend'
             AND (SELECT count(*) FROM attempt a WHERE a.message_id = m.message_id
                     AND a.outcome = 'unknown') = 1
            THEN 'nothing: it goes once more by itself'
        ELSE 'message settle' END
    WHEN 'held' THEN CASE
        WHEN m.is_stopped THEN 'message release'
        WHEN m.release_at IS NULL THEN 'round publish'
        ELSE 'nothing: it may still be recalled' END
    WHEN 'ready' THEN CASE
        WHEN setting_value('mail.mode', 'hold') = 'hold' THEN 'message mode'
        WHEN m.due_at > at THEN 'nothing: it is tried again'
        ELSE 'nothing: it goes now' END
    WHEN 'claimed' THEN 'nothing: it goes now'
    WHEN 'failed' THEN CASE WHEN m.expires_at > at THEN 'message retry' END END;

-- Ends the doubt about a message that is locked. Answers its new state.
CREATE FUNCTION message_settle_as(wanted uuid, was_sent boolean, said text, at timestamptz)
RETURNS text
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
DECLARE
    answer text;
BEGIN
    IF NOT was_sent THEN
        UPDATE attempt a
           SET outcome = 'not_sent', words = concat_ws('; ', nullif(a.words, ''), said)
         WHERE a.message_id = wanted AND a.outcome = 'unknown';
    END IF;
    UPDATE message m
       SET state = CASE WHEN was_sent THEN 'sent'
                        WHEN m.cancel_wanted IS NULL THEN 'ready' ELSE 'cancelled' END,
           outcome = CASE WHEN was_sent OR m.cancel_wanted IS NULL THEN said
                          ELSE m.cancel_wanted END,
           sent_at = CASE WHEN was_sent THEN coalesce(m.sent_at, at) END,
           ended_at = CASE WHEN was_sent OR m.cancel_wanted IS NOT NULL THEN lease_clock() END,
           due_at = least(m.due_at, at)
     WHERE m.message_id = wanted RETURNING m.state INTO answer;
    RETURN answer;
END $$;

-- Somebody knows whether what is uncertain was sent. What was not goes once more with the same
-- bytes, or ends if nobody wants it any more. The same again changes nothing.
CREATE FUNCTION message_settle(wanted text, was_sent boolean, at timestamptz, actor text, why text)
RETURNS TABLE (id uuid, state text, done text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    m message%ROWTYPE;
    said text := CASE WHEN was_sent THEN 'settled: it was sent' ELSE 'settled: it was not sent' END;
BEGIN
    SELECT x.* INTO m FROM message x WHERE x.message_id = as_uuid(wanted) FOR UPDATE;
    PERFORM known(m.message_id, 'there is no such message: convenectl message list');
    IF m.outcome = said THEN
        RETURN QUERY SELECT m.message_id, m.state, 'that was settled already';
        RETURN;
    END IF;
    IF m.state NOT IN ('uncertain', 'ready') OR NOT message_may_have_left(m.message_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'message_is_open',
            MESSAGE = format('nobody doubts what became of it, it is %s: '
                'convenectl message show %s', m.state, m.message_id);
    END IF;
    m.state := message_settle_as(m.message_id, was_sent, said, at);
    PERFORM audit_write(at, actor, 'message settle', m.message_id::text,
        jsonb_build_object('sent', was_sent), why);
    NOTIFY convene;
    RETURN QUERY SELECT m.message_id, m.state, CASE m.state
        WHEN 'sent' THEN 'it counts as sent'
        WHEN 'ready' THEN 'it goes once more, the same bytes'
        ELSE 'it was not wanted any more, and is cancelled' END;
END $$;

-- The log of a relay knows it of many. One copy that was taken is enough; that none was needs a
-- copy that was thrown away for every attempt that began.
CREATE FUNCTION message_settle_log(ids uuid[], taken bigint[], dropped bigint[],
    queue_ids text[], at timestamptz, actor text, why text)
RETURNS TABLE (done text, sent bigint, not_sent bigint, uncertain bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
#variable_conflict use_column
DECLARE
    one record;
BEGIN
    sent := 0;
    not_sent := 0;
    FOR one IN
        SELECT m.message_id, l.taken > 0 AS was_sent, l.queue_id
          FROM unnest(ids, taken, dropped, queue_ids) AS l (id, taken, dropped, queue_id)
          JOIN message m ON m.message_id = l.id
         WHERE m.state IN ('uncertain', 'ready') AND message_may_have_left(m.message_id)
           AND (l.taken > 0 OR l.dropped >= (SELECT count(*) FROM attempt a
                   WHERE a.message_id = m.message_id AND a.phase = 'begun'))
         ORDER BY m.message_id FOR UPDATE OF m
    LOOP
        PERFORM message_settle_as(one.message_id, one.was_sent, CASE WHEN one.was_sent
            THEN 'settled by the relay''s log, which has it as ' || one.queue_id
            ELSE 'settled by the relay''s log: it was not taken' END, at);
        sent := sent + one.was_sent::integer;
        not_sent := not_sent + (NOT one.was_sent)::integer;
    END LOOP;
    SELECT count(*) INTO uncertain FROM message m WHERE m.state = 'uncertain';
    IF sent + not_sent > 0 THEN
        PERFORM audit_write(at, actor, 'message settle', 'relay log',
            jsonb_build_object('sent', sent, 'not_sent', not_sent), why);
        NOTIFY convene;
    END IF;
    done := CASE WHEN sent + not_sent = 0 THEN 'the log decides nothing of what is uncertain'
                 ELSE 'the log was believed' END;
    RETURN NEXT;
END $$;

INSERT INTO state_change VALUES ('message', 'failed', 'ready');

-- A message that may be tried again goes now. Unless a copy may have arrived, it is written
-- anew, to the address and in the words of today. The same again changes nothing.
CREATE FUNCTION message_retry(wanted text, at timestamptz, actor text, why text)
RETURNS TABLE (id uuid, state text, done text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    m message%ROWTYPE;
    s seat%ROWTYPE;
    p person%ROWTYPE;
    against text;
BEGIN
    SELECT x.* INTO m FROM message x WHERE x.message_id = as_uuid(wanted) FOR UPDATE;
    PERFORM known(m.message_id, 'there is no such message: convenectl message list');
    IF m.state = 'claimed' OR m.state = 'ready' AND m.due_at <= at THEN
        RETURN QUERY SELECT m.message_id, m.state, 'it goes now, as it is';
        RETURN;
    END IF;
    SELECT x.* INTO s FROM seat x WHERE x.seat_id = m.seat_id;
    SELECT x.* INTO p FROM person x WHERE x.person_id = m.person_id;
    IF m.state = 'failed' AND NOT message_may_have_left(m.message_id) THEN
        m.to_address := p.email;
        m.template_digest := coalesce((SELECT t.digest FROM template t WHERE t.kind = m.kind
                                        ORDER BY t.chosen_at DESC LIMIT 1), m.template_digest);
    END IF;
    against := CASE
        WHEN m.state = 'held' THEN format('it is held: convenectl message release %s', m.message_id)
        WHEN m.state = 'uncertain'
            THEN format('it may have arrived: convenectl message settle %s', m.message_id)
        WHEN m.state NOT IN ('ready', 'failed') THEN format(
            'it is %s, and that is final: convenectl message show %s', m.state, m.message_id)
        WHEN m.expires_at <= at
            THEN format('it comes too late: convenectl message show %s', m.message_id)
        WHEN p.left_at IS NOT NULL AND m.event_method IS DISTINCT FROM 'CANCEL'
            THEN format('its person has left: convenectl person show %s', p.employee_id)
        WHEN s.event_sequence <> m.event_sequence
          OR m.kind = 'reminder' AND s.state <> 'invited'
            THEN format('it is not true any more: convenectl seat show %s', s.seat_id)
        WHEN mail_is_stopped(m.to_address, m.event_method, at)
            THEN 'its address is suppressed: convenectl message suppressed' END;
    IF against IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'message_is_open',
            MESSAGE = against;
    END IF;
    UPDATE message x
       SET state = 'ready', due_at = at, ended_at = NULL, outcome = 'tried again by hand',
           tries_counted = 0, strikes = 0, to_address = m.to_address,
           template_digest = m.template_digest
     WHERE x.message_id = m.message_id;
    PERFORM audit_write(at, actor, 'message retry', m.message_id::text,
        jsonb_build_object('was', m.state), why);
    NOTIFY convene;
    RETURN QUERY SELECT m.message_id, 'ready'::text, 'it goes now'::text;
END $$;

-- Nobody wants a message any more. What may be on its way is stopped if it can be. Calendars
-- are not left with an evening that is off. The same again changes nothing.
CREATE FUNCTION message_cancel(wanted text, at timestamptz, actor text, why text)
RETURNS TABLE (id uuid, state text, done text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    m message%ROWTYPE;
    against text;
BEGIN
    SELECT x.* INTO m FROM message x WHERE x.message_id = as_uuid(wanted) FOR UPDATE;
    PERFORM known(m.message_id, 'there is no such message: convenectl message list');
    IF m.state = 'cancelled' OR m.cancel_wanted IS NOT NULL THEN
        RETURN QUERY SELECT m.message_id, m.state, 'that was cancelled already';
        RETURN;
    END IF;
    against := CASE
        WHEN m.state NOT IN ('held', 'ready', 'claimed', 'uncertain') THEN format(
            'it is %s, and that is final: convenectl message show %s', m.state, m.message_id)
        WHEN m.event_method = 'CANCEL' THEN format('without it a calendar keeps an evening '
            'that is off: convenectl message hold %s', m.message_id) END;
    IF against IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'message_is_open',
            MESSAGE = against;
    END IF;
    IF m.state IN ('held', 'ready') THEN
        UPDATE message x
           SET state = 'cancelled', ended_at = lease_clock(), outcome = 'cancelled by hand' ||
                   CASE WHEN message_may_have_left(x.message_id) THEN '; possibly sent' ELSE '' END
         WHERE x.message_id = m.message_id;
    ELSE
        UPDATE message x SET cancel_wanted = 'cancelled by hand'
         WHERE x.message_id = m.message_id;
    END IF;
    PERFORM audit_write(at, actor, 'message cancel', m.message_id::text,
        jsonb_build_object('was', m.state), why);
    RETURN QUERY SELECT x.message_id, x.state, CASE m.state
        WHEN 'claimed' THEN 'it is being sent: it is stopped if that can be'
        WHEN 'uncertain' THEN 'it may have arrived: it does not go once more'
        ELSE 'it does not go' END FROM message x WHERE x.message_id = m.message_id;
END $$;

-- No mail to an address until that day where the organisation is, or at all; what waits is
-- cancelled at once in the latter case, and when it would go in the other. The same again
-- changes nothing. An address of nobody on the roster is taken too: they may join.
CREATE FUNCTION suppression_add(address text, until_on date, at timestamptz, actor text, why text)
RETURNS TABLE (person text, until_at timestamptz, cancelled bigint, done text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
#variable_conflict use_column
DECLARE
    ending timestamptz := until_on::timestamp
        AT TIME ZONE setting_value('organisation.zone', 'UTC');
    digest digest32 := address_digest(address);
    who text := (SELECT p.employee_id FROM person p WHERE lower(p.email) = lower(address)
                  ORDER BY p.left_at DESC NULLS FIRST LIMIT 1);
    waiting bigint;
BEGIN
    IF ending <= at THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'suppression_ahead',
            MESSAGE = format('%s has begun already: name a later day, or none', until_on);
    END IF;
    IF EXISTS (SELECT FROM suppression x WHERE x.address_digest = digest
                  AND x.reason = 'administrator' AND x.until_at IS NOT DISTINCT FROM ending)
    THEN
        RETURN QUERY SELECT who, ending, 0::bigint, 'it gets no mail already';
        RETURN;
    END IF;
    SELECT count(*) INTO waiting FROM message m
     WHERE m.state IN ('held', 'ready') AND lower(m.to_address) = lower(address);
    IF ending IS NULL THEN
        PERFORM address_suppress(address, 'administrator', why, 'mail to the address was stopped');
    ELSE
        INSERT INTO suppression AS x (address_digest, reason, evidence, until_at)
        VALUES (digest, 'administrator', left(why, 200), ending)
            ON CONFLICT (address_digest, reason) DO UPDATE
           SET evidence = EXCLUDED.evidence, until_at = EXCLUDED.until_at,
               recorded_at = lease_clock();
    END IF;
    PERFORM audit_write(at, actor, 'message suppress', coalesce(who, 'nobody on the roster'),
        jsonb_build_object('until', ending), why);
    RETURN QUERY SELECT who, ending, waiting - (SELECT count(*) FROM message m
         WHERE m.state IN ('held', 'ready') AND lower(m.to_address) = lower(address)),
        CASE WHEN ending IS NULL THEN 'it gets no mail, but for what clears a calendar'
             ELSE 'until then it gets no mail, but for what clears a calendar' END;
END $$;

-- An address gets mail again, whatever stopped it. What was cancelled meanwhile stays so.
CREATE FUNCTION suppression_lift(address text, at timestamptz, actor text, why text)
RETURNS TABLE (person text, reasons jsonb, done text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
#variable_conflict use_column
DECLARE
    digest digest32 := address_digest(address);
    who text := (SELECT p.employee_id FROM person p WHERE lower(p.email) = lower(address)
                  ORDER BY p.left_at DESC NULLS FIRST LIMIT 1);
    lifted text[];
BEGIN
    IF NOT EXISTS (SELECT FROM suppression x WHERE x.address_digest = digest) THEN
        RAISE EXCEPTION USING ERRCODE = 'no_data_found', CONSTRAINT = 'is_known',
            MESSAGE = 'nothing ever stopped mail to that address: convenectl message suppressed';
    END IF;
    WITH ended AS (
        UPDATE suppression x SET until_at = at
         WHERE x.address_digest = digest AND (x.until_at IS NULL OR x.until_at > at)
        RETURNING x.reason
    )
    SELECT array_agg(reason ORDER BY reason) INTO lifted FROM ended;
    IF lifted IS NULL THEN
        RETURN QUERY SELECT who, jsonb_build_array(), 'it gets mail already';
        RETURN;
    END IF;
    PERFORM audit_write(at, actor, 'message unsuppress', coalesce(who, 'nobody on the roster'),
        jsonb_build_object('reasons', lifted), why);
    RETURN QUERY SELECT who, to_jsonb(lifted), 'it gets mail again';
END $$;

-- A mail that is published and still waits is taken back, or all of a round: within the recall
-- window, or while an administrator stops it. Nobody was told anything, and publishing the
-- round again asks anew. The same again changes nothing.
CREATE FUNCTION message_recall_early(wanted text, of_round text, at timestamptz, actor text,
    why text) RETURNS TABLE (messages bigint, done text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    mine uuid := CASE WHEN wanted IS NOT NULL THEN known((SELECT m.message_id FROM message m
        WHERE m.message_id = as_uuid(wanted)),
        'there is no such message: convenectl message list') END;
    theirs integer := CASE WHEN of_round IS NOT NULL THEN known(round_named(of_round),
        'there is no such round: convenectl round list') END;
BEGIN
    UPDATE message m SET state = 'cancelled', outcome = 'recalled', ended_at = lease_clock()
     WHERE (m.message_id = mine OR m.round_id = theirs) AND m.state = 'held'
       AND m.event_method IS DISTINCT FROM 'CANCEL'
       AND m.release_at IS NOT NULL AND (m.release_at > at OR m.is_stopped);
    GET DIAGNOSTICS messages = ROW_COUNT;
    IF messages = 0 AND NOT EXISTS (SELECT FROM message m
        WHERE (m.message_id = mine OR m.round_id = theirs) AND m.outcome = 'recalled')
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'message_is_open',
            MESSAGE = CASE WHEN mine IS NOT NULL
                THEN format('it does not wait in a recall window: convenectl message show %s', mine)
                ELSE format('no mail of round %s waits in a recall window: '
                    'convenectl round show %s', of_round, of_round) END;
    END IF;
    IF messages > 0 THEN
        PERFORM audit_write(at, actor, 'message recall', coalesce(of_round, mine::text),
            jsonb_build_object('messages', messages), why);
    END IF;
    done := CASE WHEN messages = 0 THEN 'that was recalled already'
        WHEN mine IS NOT NULL THEN 'it does not go'
        ELSE 'they do not go; round publish asks these people anew' END;
    RETURN NEXT;
END $$;

-- Mails of a published round that were recalled are queued anew, each under a cause of its own
-- and with what is true now. Answers their number.
CREATE FUNCTION round_ask_anew(wanted integer, release timestamptz) RETURNS integer
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
DECLARE
    turn text := 'anew ' || (SELECT count(*) FROM message m
        WHERE m.round_id = wanted AND m.outcome = 'recalled');
    seats uuid[] := ARRAY(SELECT s.seat_id FROM seat s
         WHERE s.round_id = wanted AND s.state = 'invited'
           AND EXISTS (SELECT FROM message m WHERE m.seat_id = s.seat_id
                          AND m.kind = 'invitation' AND m.outcome = 'recalled')
           AND NOT EXISTS (SELECT FROM message m WHERE m.seat_id = s.seat_id
                              AND m.kind = 'invitation' AND m.state <> 'cancelled'));
    asked integer := message_queue('invitation', seats, turn, release);
    told integer;
BEGIN
    INSERT INTO message (message_id, cause, person_id, kind, round_id, priority, to_address,
                         content, template_digest, release_at, expires_at)
    SELECT DISTINCT ON (m.person_id)
           derived_id('message', c.cause, m.person_id::text, m.kind), c.cause, m.person_id, m.kind,
           m.round_id, m.priority, m.to_address, m.content, m.template_digest, release, m.expires_at
      FROM message m CROSS JOIN LATERAL (SELECT m.cause || ' ' || turn AS cause) AS c
     WHERE m.round_id = wanted AND m.seat_id IS NULL AND m.outcome = 'recalled'
       AND EXISTS (SELECT FROM left_out o
                    WHERE o.round_id = wanted AND o.person_id = m.person_id)
       AND NOT EXISTS (SELECT FROM message x WHERE x.round_id = wanted AND x.seat_id IS NULL
                          AND x.person_id = m.person_id AND x.kind = m.kind
                          AND x.state <> 'cancelled')
     ORDER BY m.person_id, m.recorded_at DESC
        ON CONFLICT (cause, person_id, kind) DO NOTHING;
    GET DIAGNOSTICS told = ROW_COUNT;
    RETURN asked + told;
END $$;

-- As in 0005, and: a published round whose mails were recalled asks anew.
CREATE OR REPLACE FUNCTION round_publish(wanted integer, at timestamptz, actor text, reason text)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    r round%ROWTYPE;
    release timestamptz;
    invited integer;
BEGIN
    SELECT * INTO r FROM round WHERE round_id = wanted FOR NO KEY UPDATE;
    release := at + (SELECT recall_window_s * interval '1 second' FROM season
                      WHERE season_id = r.season_id);
    IF r.respond_by_at <= at AND r.state IN ('proposed', 'published') THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'round_in_time',
            MESSAGE = format('nobody could answer round %s in time any more', round_name(wanted));
    END IF;
    IF r.state = 'published' THEN
        invited := round_ask_anew(wanted, release);
    END IF;
    IF r.state <> 'proposed' AND coalesce(invited, 0) = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_proposed',
            MESSAGE = format('round %s is %s', round_name(wanted), r.state);
    END IF;
    IF r.state = 'proposed' THEN
        UPDATE round SET state = 'published', published_at = at WHERE round_id = wanted;
        UPDATE gathering SET state = 'published' WHERE round_id = wanted AND state = 'proposed';
        UPDATE seat SET state = 'invited', invited_at = at
         WHERE round_id = wanted AND state = 'proposed';
        UPDATE message SET release_at = release
         WHERE round_id = wanted AND state = 'held' AND release_at IS NULL;
        GET DIAGNOSTICS invited = ROW_COUNT;
        PERFORM message_queue_left_out(wanted, release);
    END IF;
    PERFORM audit_write(at, actor, 'round publish', round_name(wanted),
        jsonb_build_object('messages', invited), reason);
    NOTIFY convene;
    RETURN invited;
END $$;

REVOKE EXECUTE ON FUNCTION message_may_have_left(uuid), message_needs(message, timestamptz),
    message_settle_as(uuid, boolean, text, timestamptz),
    message_settle(text, boolean, timestamptz, text, text),
    message_settle_log(uuid[], bigint[], bigint[], text[], timestamptz, text, text),
    message_retry(text, timestamptz, text, text), message_cancel(text, timestamptz, text, text),
    suppression_add(text, date, timestamptz, text, text),
    suppression_lift(text, timestamptz, text, text),
    message_recall_early(text, text, timestamptz, text, text), round_ask_anew(integer, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION message_may_have_left(uuid), message_needs(message, timestamptz),
    message_settle(text, boolean, timestamptz, text, text),
    message_settle_log(uuid[], bigint[], bigint[], text[], timestamptz, text, text),
    message_retry(text, timestamptz, text, text), message_cancel(text, timestamptz, text, text),
    suppression_add(text, date, timestamptz, text, text),
    suppression_lift(text, timestamptz, text, text),
    message_recall_early(text, text, timestamptz, text, text) TO convened;
