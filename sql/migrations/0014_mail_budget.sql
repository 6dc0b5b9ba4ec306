-- When a mail may go: not at night where its person is, not more than a few a week, and not
-- beside another one that says the same.

-- ordinary: waits for the morning, and is one of the mails of a week. urgent: changes or clears
-- a calendar, or asks for a decision today; not counted. answer: to what the person did just
-- now, who is awake; not counted.
ALTER TABLE message_kind
    ADD COLUMN urgency text NOT NULL DEFAULT 'ordinary',
    ADD CONSTRAINT message_kind_urgency CHECK (urgency IN ('ordinary', 'urgent', 'answer'));
UPDATE message_kind SET urgency = 'urgent'
 WHERE kind IN ('change', 'cancellation', 'lapsed', 'seat_offer', 'digest');
UPDATE message_kind SET urgency = 'answer'
 WHERE kind IN ('confirmation', 'declined', 'paused', 'left');

-- From then on it is night for the person, and what is ready waits; NULL: it goes at any hour.
ALTER TABLE message ADD COLUMN night_at timestamptz;

DROP INDEX message_by_person;
CREATE INDEX message_by_person ON message (person_id, sent_at);

-- What says all that another mail of the same seat would say, when both go at once. (What a
-- newer one makes needless, whenever it goes, is message_supersession.)
CREATE TABLE message_containing (
    kind       text NOT NULL,
    other_kind text NOT NULL,
    CONSTRAINT message_containing_key PRIMARY KEY (kind, other_kind),
    CONSTRAINT message_containing_kind FOREIGN KEY (kind) REFERENCES message_kind,
    CONSTRAINT message_containing_other FOREIGN KEY (other_kind) REFERENCES message_kind
);
INSERT INTO message_containing VALUES
    ('change', 'reminder'),
    ('change', 'confirmation'),
    ('change', 'day_before'),
    ('host_card', 'confirmation'),
    ('host_card', 'day_before');
GRANT SELECT ON message_containing TO convened;

-- The mail that says it instead.
ALTER TABLE message
    ADD COLUMN carried_by uuid,
    ADD CONSTRAINT message_carried_by FOREIGN KEY (carried_by) REFERENCES message,
    ADD CONSTRAINT message_carried CHECK (carried_by IS NULL OR state = 'cancelled');

-- Whether a message tells its person what they did themselves just now.
CREATE FUNCTION message_is_answer(urgency text, cause text, seat uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN (urgency = 'answer' OR cause LIKE 'returned %' OR cause LIKE 'left the program %')
   AND (SELECT s.answer_channel FROM seat s WHERE s.seat_id = seat)
       IS DISTINCT FROM 'administrator';

-- The quiet hours of a zone around an instant: morning, when those end that it is in, or NULL;
-- night, when the next ones begin. Both NULL: there are none. By the clocks on the wall there,
-- which may be put forward or back meanwhile. An unknown zone is UTC.
CREATE FUNCTION mail_hours(zone text, at timestamptz, OUT morning timestamptz,
    OUT night timestamptz)
LANGUAGE plpgsql STABLE SET search_path = convene, pg_temp AS $$
DECLARE
    quiet text := setting_value('mail.quiet', 'off');
    begins time;
    ends time;
    wall timestamp;
BEGIN
    IF quiet = 'off' THEN
        RETURN;
    END IF;
    begins := split_part(quiet, '-', 1)::time;
    ends := split_part(quiet, '-', 2)::time;
    BEGIN
        wall := at AT TIME ZONE zone;
    EXCEPTION WHEN invalid_parameter_value THEN
        zone := 'UTC';
        wall := at AT TIME ZONE zone;
    END;
    IF (wall::time >= begins)::integer + (wall::time < ends)::integer
       + (ends < begins)::integer = 2
    THEN
        morning := (wall::date + (wall::time >= ends)::integer + ends) AT TIME ZONE zone;
    END IF;
    night := (wall::date + begins) AT TIME ZONE zone;
    IF night <= at THEN
        night := (wall::date + 1 + begins) AT TIME ZONE zone;
    END IF;
END $$;

-- The ordinary mails that a person got in the seven days before, or will get, newest first.
CREATE FUNCTION mail_week(who uuid, at timestamptz) RETURNS timestamptz[]
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN ARRAY(
    SELECT w.at FROM (
        SELECT sent_at, kind FROM message
         WHERE person_id = who AND sent_at > mail_week.at - interval '7 days'
         UNION ALL
        SELECT ready_at, kind FROM message
         WHERE person_id = who AND sent_at IS NULL AND ready_at > mail_week.at - interval '7 days'
           AND state IN ('held', 'ready', 'claimed', 'uncertain')) AS w (at, kind)
      JOIN message_kind k USING (kind)
     WHERE k.urgency = 'ordinary' ORDER BY w.at DESC);

-- These messages are ready now. Of those that another mail of their seat contains, which is
-- ready too and has not begun to go, only that one goes.
CREATE FUNCTION message_combine(released uuid[]) RETURNS void
LANGUAGE sql SET search_path = convene, pg_temp AS $$
    UPDATE message m
       SET state = 'cancelled', outcome = 'another mail that goes now says it',
           ended_at = clock_timestamp(), carried_by = c.message_id
      FROM message f
      JOIN message c ON c.seat_id = f.seat_id AND c.state = 'ready' AND c.attempt_count = 0
      JOIN message o ON o.seat_id = f.seat_id AND o.state = 'ready' AND o.attempt_count = 0
      JOIN message_containing x ON x.kind = c.kind AND x.other_kind = o.kind
     WHERE f.message_id = ANY (released) AND f.message_id IN (c.message_id, o.message_id)
       AND m.message_id = o.message_id AND m.state = 'ready'
$$;

-- What may be done now with held messages that are due and with ready ones whose night has
-- come: ready, until the next night; or held until the morning, unless the evening that they
-- are about is so near that they would be too late then. An answer has half an hour of the
-- night. Where a person has had the week's ordinary mails, the next waits until one of those is
-- seven days old; what goes first is by priority. One at a time: it counts. Answers the number
-- of messages looked at.
CREATE FUNCTION message_release(at timestamptz, most integer) RETURNS integer
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
DECLARE
    seen integer;
    released uuid[];
    weekly integer := setting_value('mail.weekly', '0')::integer;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('message_release', 0)) THEN
        RETURN 0;
    END IF;
    WITH held AS (
        SELECT message_id, person_id, seat_id, kind, cause, priority, release_at, expires_at,
               ready_at
          FROM message
         WHERE state = 'held' AND NOT is_stopped AND release_at <= at
         ORDER BY release_at, message_id LIMIT most FOR UPDATE SKIP LOCKED
    ), benighted AS (
        SELECT message_id, person_id, seat_id, kind, cause, priority, release_at, expires_at,
               ready_at
          FROM message
         WHERE state = 'ready' AND night_at <= at
         ORDER BY night_at, message_id LIMIT most FOR UPDATE SKIP LOCKED
    ), due AS (
        SELECT d.*, ready_at IS NULL AND k.urgency = 'ordinary' AND weekly > 0 AS counts,
               ready_at IS NULL AND message_is_answer(k.urgency, cause, seat_id) AS is_answer
          FROM (SELECT * FROM held UNION ALL SELECT * FROM benighted) d
          JOIN message_kind k USING (kind)
    ), placed AS (
        SELECT due.*, coalesce(si.zone, setting_value('organisation.zone', 'UTC')) AS zone
          FROM due
          LEFT JOIN person_site ps ON ps.person_id = due.person_id AND ps.is_home
          LEFT JOIN site si USING (site_id)
    ), hours AS MATERIALIZED (
        SELECT z.zone, h.morning, h.night
          FROM (SELECT DISTINCT zone FROM placed) z CROSS JOIN LATERAL mail_hours(z.zone, at) h
    ), judged AS (
        SELECT p.message_id, p.person_id, p.priority, p.release_at, p.counts,
               CASE WHEN x.is_late THEN NULL
                    WHEN is_answer AND h.morning IS NOT NULL THEN at + interval '30 minutes'
                    WHEN is_answer THEN greatest(h.night, at + interval '30 minutes')
                    ELSE h.night END AS night_at,
               CASE WHEN NOT x.is_late AND NOT is_answer THEN h.morning END AS wait_until
          FROM placed p JOIN hours h USING (zone)
         CROSS JOIN LATERAL (
               SELECT h.morning IS NOT NULL AND p.expires_at <= h.morning
                  AND EXISTS (SELECT FROM seat s WHERE s.seat_id = p.seat_id
                                 AND lower(s.during) > at) AS is_late) x
    ), asking AS (
        SELECT message_id, person_id, row_number() OVER (PARTITION BY person_id
                   ORDER BY priority, release_at, message_id) AS place
          FROM judged WHERE counts AND wait_until IS NULL
    ), spent AS (
        SELECT message_id, place, coalesce(week[least(cardinality(week), weekly)], at)
                   + interval '7 days' AS until, weekly - cardinality(week) AS free
          FROM asking
          JOIN (SELECT person_id, mail_week(person_id, at) AS week
                  FROM (SELECT DISTINCT person_id FROM asking) AS people) w USING (person_id)
    ), decided AS (
        SELECT j.message_id, j.night_at, coalesce(j.wait_until, s.until) AS wait_until,
               CASE WHEN j.wait_until IS NOT NULL
                    THEN 'waits for the morning: it is night where they are'
                    WHEN s.until IS NOT NULL
                    THEN 'waits: they get ' || weekly || ' mails a week at most' END AS why
          FROM judged j LEFT JOIN spent s ON s.message_id = j.message_id AND s.place > s.free
    ), done AS (
        UPDATE message m
           SET state = CASE WHEN j.wait_until IS NULL THEN 'ready' ELSE 'held' END,
               outcome = j.why,
               release_at = coalesce(j.wait_until, m.release_at),
               ready_at = CASE WHEN j.wait_until IS NULL THEN coalesce(m.ready_at, at)
                   ELSE m.ready_at END,
               due_at = CASE WHEN m.state = 'held' AND j.wait_until IS NULL THEN at
                   ELSE m.due_at END,
               night_at = CASE WHEN j.wait_until IS NULL THEN j.night_at END
          FROM decided j WHERE m.message_id = j.message_id
        RETURNING m.message_id, m.state
    )
    SELECT count(*), array_agg(message_id) FILTER (WHERE state = 'ready')
      INTO seen, released FROM done;
    PERFORM message_combine(released);
    RETURN seen;
END $$;

REVOKE EXECUTE ON FUNCTION message_is_answer(text, text, uuid), mail_hours(text, timestamptz),
    mail_week(uuid, timestamptz), message_combine(uuid[]),
    message_release(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION message_is_answer(text, text, uuid), mail_hours(text, timestamptz),
    mail_week(uuid, timestamptz), message_combine(uuid[]),
    message_release(timestamptz, integer) TO convened;
