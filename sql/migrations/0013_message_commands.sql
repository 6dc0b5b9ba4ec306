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
    WHEN 'claimed' THEN 'nothing: it goes now' END;

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

REVOKE EXECUTE ON FUNCTION message_may_have_left(uuid), message_needs(message, timestamptz),
    message_settle_as(uuid, boolean, text, timestamptz),
    message_settle(text, boolean, timestamptz, text, text),
    message_settle_log(uuid[], bigint[], bigint[], text[], timestamptz, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION message_may_have_left(uuid), message_needs(message, timestamptz),
    message_settle(text, boolean, timestamptz, text, text),
    message_settle_log(uuid[], bigint[], bigint[], text[], timestamptz, text, text) TO convened;
