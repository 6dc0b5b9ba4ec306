-- What letters need beyond 0004.

-- bounce, reply: of the addresses that a message came from and asks answers to; the row is
-- the message.
ALTER TABLE token
    DROP CONSTRAINT token_purpose,
    ADD CONSTRAINT token_purpose CHECK (purpose IN ('answer', 'leave', 'bounce', 'reply'));

-- Kinds that follow those of 0004. A kind without a gathering says 0; who queues it says when
-- it expires. Negative: after the start.
INSERT INTO message_kind VALUES
    ('day_before',        4, 'hold',   NULL, 21600),
    ('host_request',      3, 'resend', NULL, 0),
    ('host_card',         4, 'resend', NULL, 0),
    ('after_dinner',      5, 'hold',   NULL, -259200),
    ('seat_offer',        1, 'resend', NULL, 0),
    ('season_invitation', 3, 'resend', NULL, 0),
    ('paused',            5, 'hold',   NULL, 0),
    ('left',              5, 'hold',   NULL, 0),
    ('claim_status',      5, 'resend', NULL, 0),
    ('digest',            5, 'hold',   NULL, 0);

-- What differs between two contents of a seat's letters: the time, the place and the names at
-- the table that were. Names are of those who let them be seen.
CREATE FUNCTION letter_difference(old jsonb, new jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = convene, pg_temp AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'was_starts_s', CASE WHEN old -> 'starts_s' <> new -> 'starts_s' THEN old -> 'starts_s' END,
        'was_where', CASE WHEN (old ->> 'venue', old ->> 'street')
                            IS DISTINCT FROM (new ->> 'venue', new ->> 'street')
            THEN concat_ws(', ', old ->> 'venue', nullif(old ->> 'street', '')) END,
        'joined', (SELECT string_agg(name, ', ' ORDER BY name)
                     FROM (SELECT m ->> 'name' FROM jsonb_array_elements(new -> 'tablemates') m
                           EXCEPT ALL
                           SELECT m ->> 'name' FROM jsonb_array_elements(old -> 'tablemates') m)
                          AS mates (name)),
        'gone', (SELECT string_agg(name, ', ' ORDER BY name)
                   FROM (SELECT m ->> 'name' FROM jsonb_array_elements(old -> 'tablemates') m
                         EXCEPT ALL
                         SELECT m ->> 'name' FROM jsonb_array_elements(new -> 'tablemates') m)
                        AS mates (name))))
$$;

-- What a letter of this kind says beyond letter_content(): a change, what the person was told
-- last; the host's card, the question and the organisation's lines.
CREATE FUNCTION letter_more(letter text, seat uuid, content jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN coalesce(CASE letter
    WHEN 'change' THEN (
        SELECT letter_difference(m.content, letter_more.content) FROM message m
         WHERE m.seat_id = seat AND m.event_method = 'REQUEST'
           AND (m.state IN ('claimed', 'sent', 'uncertain')
                OR EXISTS (SELECT FROM attempt a WHERE a.message_id = m.message_id
                              AND a.outcome IN ('unknown', 'accepted')))
         ORDER BY m.event_sequence DESC, m.recorded_at DESC LIMIT 1)
    WHEN 'host_card' THEN (
        SELECT jsonb_build_object('prompt', p.body, 'help', to_jsonb(string_to_array(
                   nullif(setting_value('organisation.help', ''), ''), E'\n')))
          FROM seat s JOIN gathering g USING (gathering_id) LEFT JOIN prompt p USING (prompt_id)
         WHERE s.seat_id = seat) END, '{}');

-- Whoever writes a letter's content anew, as moves do, need not know what else it says.
CREATE FUNCTION message_complete() RETURNS trigger
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
BEGIN
    NEW.content := NEW.content || letter_more(NEW.kind, NEW.seat_id, NEW.content);
    RETURN NEW;
END $$;
CREATE TRIGGER message_is_complete BEFORE INSERT OR UPDATE OF content ON message
    FOR EACH ROW WHEN (NEW.kind IN ('change', 'host_card'))
    EXECUTE FUNCTION message_complete();

-- Queues one message about a person alone, in the transaction that is its cause: facts are what
-- its kind needs beyond the person, program among them. False: there is one, or nobody to write
-- to.
CREATE FUNCTION message_queue_person(wanted_kind text, who uuid, why text, facts jsonb,
    release timestamptz, expires timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
BEGIN
    INSERT INTO message (message_id, cause, person_id, kind, priority, to_address, content,
                         template_digest, event_method, release_at, expires_at)
    SELECT derived_id('message', why, who::text, wanted_kind), why, who, wanted_kind, k.priority,
           p.email, jsonb_build_object(
               'organisation', setting_value('organisation.name', 'Convene'), 'person_id', who,
               'full_name', p.full_name, 'first_name', split_part(p.full_name, ' ', 1)) || facts,
           (SELECT digest FROM template WHERE kind = wanted_kind ORDER BY chosen_at DESC LIMIT 1),
           k.event_method, release, expires
      FROM person p JOIN message_kind k ON k.kind = wanted_kind
     WHERE p.person_id = who AND p.erased_at IS NULL
       AND NOT coalesce(mail_is_stopped(p.email, k.event_method, release), false)
        ON CONFLICT (cause, person_id, kind) DO NOTHING;
    RETURN FOUND;
END $$;

-- As in 0006, and: who leaves is told so once, with what that meant.
CREATE OR REPLACE FUNCTION person_leave(wanted uuid, channel text, at timestamptz, actor text)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    programs text := (SELECT string_agg(DISTINCT pr.title, ', ')
                        FROM enrolment e JOIN season se USING (season_id)
                        JOIN program pr USING (program_id)
                       WHERE e.person_id = wanted AND e.state <> 'left');
    seats uuid[];
BEGIN
    IF programs IS NULL AND EXISTS (SELECT FROM message m WHERE m.person_id = wanted
        AND m.kind = 'left' AND m.state IN ('held', 'ready', 'claimed'))
    THEN
        RETURN 0; -- pressed again: people_leave() would take back what confirms it
    END IF;
    seats := people_leave(ARRAY[wanted], channel, 'left the program', at, actor);
    IF programs IS NOT NULL THEN
        PERFORM message_queue_person('left', wanted, 'left ' || extract(epoch FROM at)::bigint,
            jsonb_build_object('program', programs, 'seats_given', cardinality(seats)),
            at, at + interval '7 days');
    END IF;
    PERFORM audit_write(at, actor, 'person leave', wanted::text,
        jsonb_build_object('channel', channel, 'seats', cardinality(seats)), NULL);
    NOTIFY convene;
    RETURN cardinality(seats);
END $$;

REVOKE EXECUTE ON FUNCTION letter_difference(jsonb, jsonb), letter_more(text, uuid, jsonb),
    message_complete(), message_queue_person(text, uuid, text, jsonb, timestamptz, timestamptz)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION letter_difference(jsonb, jsonb), letter_more(text, uuid, jsonb),
    message_complete(), message_queue_person(text, uuid, text, jsonb, timestamptz, timestamptz)
    TO convened;

-- What needs a human, a line each with the command that shows it; nothing: an empty array.
CREATE FUNCTION digest_lines(at timestamptz) RETURNS text[]
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN ARRAY(
    SELECT n || CASE n WHEN 1 THEN one ELSE many END || ': convenectl ' || command
      FROM (VALUES
        (1, (SELECT count(*) FROM message WHERE state = 'uncertain'),
         ' mail may have arrived or not', ' mails may have arrived or not',
         'message list --state uncertain'),
        (2, (SELECT count(*) FROM message
              WHERE state = 'failed' AND ended_at > at - interval '1 day'),
         ' mail was refused since yesterday', ' mails were refused since yesterday',
         'message list --state failed'),
        (3, (SELECT count(*) FROM message
              WHERE state = 'expired' AND ended_at > at - interval '1 day'),
         ' mail came too late to matter', ' mails came too late to matter',
         'message list --state expired'),
        (4, (SELECT count(*) FROM message
              WHERE state = 'ready' AND due_at < at - interval '1 hour'),
         ' mail waits for an hour', ' mails wait for an hour', 'status'),
        (5, (SELECT count(*) FROM inbound WHERE content IS NOT NULL),
         ' mail that came in is unread', ' mails that came in are unread', 'message inbox'),
        (6, (SELECT count(*) FROM gathering g JOIN round r USING (round_id)
              WHERE r.state = 'published' AND g.state IN ('published', 'confirmed')
                AND lower(g.during) > at
                AND NOT EXISTS (SELECT FROM seat t WHERE t.gathering_id = g.gathering_id
                                   AND t.live AND t.is_host)),
         ' table has no host', ' tables have no host', 'status'),
        (7, (SELECT count(*) FROM round
              WHERE trouble IS NOT NULL AND state IN ('planned', 'forming', 'proposed')),
         ' round could not be formed', ' rounds could not be formed', 'round list')
      ) AS found (place, n, one, many, command)
     WHERE n > 0 ORDER BY place);

-- One mail on a morning on which something needs a human, to whom the configuration names.
CREATE FUNCTION digest_queue(at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    zone text := setting_value('organisation.zone', 'UTC');
    local timestamp := at AT TIME ZONE zone;
    who uuid := (SELECT person_id FROM person
                  WHERE employee_id = setting_value('mail.digest', '') AND left_at IS NULL);
    why text := 'digest ' || local::date;
    lines text[];
BEGIN
    IF who IS NULL OR local::time NOT BETWEEN '07:30' AND '12:00'
       OR EXISTS (SELECT FROM message m WHERE m.person_id = who AND m.cause = why)
    THEN
        RETURN 0;
    END IF;
    lines := digest_lines(at);
    IF lines = '{}' THEN
        RETURN 0;
    END IF;
    RETURN message_queue_person('digest', who, why, jsonb_build_object('program', 'Convene',
        'zone', zone, 'day_s', extract(epoch FROM at)::bigint, 'lines', lines),
        at, at + interval '20 hours')::integer;
END $$;

REVOKE EXECUTE ON FUNCTION digest_lines(timestamptz), digest_queue(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION digest_lines(timestamptz), digest_queue(timestamptz) TO convened;
