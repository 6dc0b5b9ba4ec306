-- What a scenario can count: a view of schema scene for each thing, whose rows have facts.
-- `expect 3 seats declined winter/1` counts the rows that have these facts.
CREATE SCHEMA scene;
SET search_path = scene, convene, public, pg_temp;

-- Mails as the relay took them.
CREATE TABLE copy (
    number     integer NOT NULL,
    message_id uuid NOT NULL,
    recipient  text NOT NULL,
    method     text,
    sequence   integer,
    digest     text NOT NULL,
    answer     text, -- the secrets of its links
    leave      text
);

CREATE FUNCTION take(number integer, mail text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO scene.copy
    SELECT number, substring(mail FROM '\nMessage-I[dD]: <([0-9a-f-]{36})@')::uuid,
           substring(mail FROM 'Delivered-To: ([^\r\n]+)'),
           substring(mail FROM 'text/calendar[^\n]*method=([A-Z]+)'),
           substring(convert_from(decode(coalesce(substring(mail FROM
               'text/calendar[^\n]*\n[^\n]+base64\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)'), ''),
               'base64'), 'UTF8') FROM '\nSEQUENCE:(\d+)')::integer,
           encode(sha256(convert_to(substring(mail FROM '\nDate: .*'), 'UTF8')), 'hex'),
           substring(regexp_replace(mail, '=\r?\n', '', 'g') FROM '/answer/([0-9a-f]{32})'),
           substring(mail FROM '/leave/([0-9a-f]{32})')
$$;

CREATE FUNCTION utc(at timestamptz) RETURNS text LANGUAGE sql
RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"');

CREATE VIEW rounds AS
SELECT ARRAY[round_name(round_id), state, utc(starts_at)] AS facts FROM round;

CREATE VIEW seasons AS SELECT ARRAY[name, state] AS facts FROM season;

CREATE VIEW tables AS
SELECT ARRAY[round_name(g.round_id), g.state, 'table-' || g.number, v.name,
             utc(lower(g.during))] AS facts
  FROM gathering g JOIN venue v USING (venue_id);

CREATE VIEW seats AS
SELECT ARRAY[round_name(t.round_id), t.state, lower(p.employee_id), 'table-' || g.number,
             'turn-' || t.turn, CASE WHEN t.is_host THEN 'host' END] AS facts
  FROM seat t JOIN person p USING (person_id) LEFT JOIN gathering g USING (gathering_id);

CREATE VIEW messages AS
SELECT ARRAY[round_name(m.round_id), m.state, m.kind, lower(p.employee_id)] AS facts
  FROM message m JOIN person p USING (person_id);

CREATE VIEW attempts AS
SELECT ARRAY[m.kind, lower(p.employee_id), a.phase, coalesce(a.outcome, 'open')] AS facts
  FROM attempt a JOIN message m USING (message_id) JOIN person p USING (person_id);

CREATE VIEW mails AS
SELECT ARRAY[round_name(m.round_id), m.kind, lower(p.employee_id), c.method,
             'sequence-' || c.sequence, c.recipient] AS facts
  FROM copy c JOIN message m USING (message_id) JOIN person p USING (person_id);

-- What a calendar holds when nothing is taken away.
CREATE VIEW events AS
SELECT DISTINCT ON (m.event_uid) ARRAY[round_name(m.round_id), lower(p.employee_id),
       utc(to_timestamp((m.content ->> 'starts_s')::bigint))] AS facts
  FROM copy c JOIN message m USING (message_id) JOIN person p USING (person_id)
 WHERE c.method = 'REQUEST' ORDER BY m.event_uid, m.event_sequence DESC;

CREATE VIEW left_outs AS
SELECT ARRAY[round_name(o.round_id), o.reason_code, lower(p.employee_id)] AS facts
  FROM left_out o JOIN person p USING (person_id);

CREATE VIEW pairs AS SELECT ARRAY['times-' || times] AS facts FROM met;

CREATE VIEW prompts AS
SELECT ARRAY[lower(p.employee_id)] AS facts
  FROM prompt_given g JOIN person p USING (person_id);

CREATE VIEW suppressions AS SELECT ARRAY[reason] AS facts FROM suppression;

CREATE VIEW leaves AS
SELECT ARRAY[lower(employee_id)] AS facts FROM person WHERE left_at IS NOT NULL;

-- A fact is one of these words, so that a slip of the pen is not a count of zero.
CREATE VIEW word AS
SELECT unnest(ARRAY[from_state, to_state]) AS word FROM state_change
 UNION SELECT kind FROM message_kind
 UNION SELECT lower(employee_id) FROM person
 UNION SELECT round_name(round_id) FROM round
 UNION SELECT name FROM season
 UNION SELECT name FROM venue
 UNION SELECT unnest(ARRAY['REQUEST', 'CANCEL', 'host', 'fund', 'no_round', 'bounce', 'claimed',
    'begun', 'open', 'relay', 'deferred', 'refused', 'not_sent', 'unknown', 'unfit', 'accepted'])
 UNION SELECT reason_code FROM left_out
 UNION SELECT recipient FROM copy;

CREATE FUNCTION knows(wanted text) RETURNS boolean LANGUAGE sql
RETURN EXISTS (SELECT FROM scene.word WHERE word = wanted)
    OR wanted ~ '^(sequence|table|turn|times)-[0-9]+$' OR wanted ~ '^\d{4}-\d\d-\d\dT\d\d:\d\dZ$';

-- The next instant at which something becomes due, a day ahead at most.
CREATE FUNCTION next_due(now_s bigint) RETURNS bigint LANGUAGE sql AS $$
    SELECT least(min(ceil(extract(epoch FROM due)))::bigint, now_s + 86400)
      FROM (SELECT unnest(ARRAY[form_at, respond_by_at, respond_by_at - interval '3 days',
                   starts_at]) AS due FROM round
             UNION ALL SELECT unnest(ARRAY[lower(during) - interval '7 days',
                   lower(during) - interval '24 hours', upper(during),
                   upper(during) + interval '12 hours']) FROM gathering
             UNION ALL SELECT invited_at + interval '86401 seconds' FROM seat
             UNION ALL SELECT unnest(ARRAY[release_at, due_at, expires_at, night_at]) FROM message
                        WHERE state IN ('held', 'ready', 'uncertain')) AS instants
     WHERE due > to_timestamp(now_s)
$$;

-- Beside the proofs of the schema: what the relay took, and what the outbox says of it.
CREATE VIEW proof_relay AS
SELECT c.message_id::text AS thing, 'the relay has a mail to another address' AS trouble
  FROM copy c LEFT JOIN message m USING (message_id)
 WHERE m.message_id IS NULL
    OR lower(c.recipient) NOT IN (SELECT lower(coalesce(a.sent_to, m.to_address))
                                    FROM attempt a WHERE a.message_id = m.message_id)
 UNION ALL
SELECT m.message_id::text, 'sent, and the relay has it not'
  FROM message m
 WHERE m.state = 'sent' AND NOT EXISTS (SELECT FROM copy c WHERE c.message_id = m.message_id)
 UNION ALL
SELECT c.message_id::text, 'more copies than attempts, or copies that differ'
  FROM copy c
 GROUP BY c.message_id
HAVING count(DISTINCT digest) > 1
    OR count(*) > (SELECT count(*) FROM attempt a
                    WHERE a.message_id = c.message_id
                      AND (a.outcome IN ('accepted', 'unknown')
                           OR a.outcome IS NULL AND a.phase = 'begun'));

SET search_path = convene, pg_temp;
