-- What a mail of a kind to somebody would be made of, now: of their newest seat, or with facts
-- that stand in where there is none. Refuses an unknown person. Answers one row.
-- $1 kind, $2 roster id, $3 business time in seconds
WITH who AS (
    SELECT p.* FROM person p
     WHERE p.employee_id = known((SELECT employee_id FROM person WHERE employee_id = $2::text),
               'nobody on the roster has that id: convenectl person list')
), seated AS (
    SELECT s.seat_id, s.event_uid, s.event_sequence FROM seat s
     WHERE s.person_id = (SELECT person_id FROM who) AND s.gathering_id IS NOT NULL
     ORDER BY s.during DESC, s.turn DESC LIMIT 1
), stand_in AS (
    SELECT jsonb_build_object(
        'starts_s', $3::bigint + 1209600, 'ends_s', $3::bigint + 1216800, 'lasts_min', 120,
        'respond_by_s', $3::bigint + 345600, 'offer_until_s', $3::bigint + 43200,
        'begins_s', $3::bigint + 1209600, 'answer_by_s', $3::bigint + 604800,
        'until_s', $3::bigint + 5184000, 'pay_by_s', $3::bigint + 1209600,
        'was_starts_s', $3::bigint + 1123200, 'was_where', 'The Old Mill, 3 River Road',
        'zone', coalesce((SELECT zone FROM season ORDER BY season_id DESC LIMIT 1), 'UTC'),
        'venue', 'The Corner House', 'street', '12 Long Street', 'travel_min', 9,
        'stipend_cents', 4500, 'amount_cents', 26250, 'currency', 'USD', 'seats', 4,
        'host_name', 'Ada L.', 'tablemates', '[{"name": "Ada L.", "specialty": "Cardiology"},
            {"name": "Ben T.", "site": "Site 2"}, {"name": "Di P."}]'::jsonb,
        'joined', 'Ben T.', 'gone', 'Eve S.', 'fund_is_short', true, 'evenings', 6,
        'seats_given', 1, 'day_s', $3::bigint,
        'lines', '["1 table has no host: convenectl status"]'::jsonb, 'claim', 'C-118', 'standing', 'approved',
        'prompt', 'When did your work last *surprise* you?') AS content
)
SELECT $1::text AS kind, w.employee_id AS person, s.seat_id IS NULL AS stands_in,
       coalesce(w.email, 'nobody@example.org') AS to_address, w.person_id AS person_id,
       coalesce(s.seat_id, w.person_id) AS seat_id,
       coalesce(s.event_uid, w.person_id::text) AS event_uid,
       coalesce(s.event_sequence, 0) AS event_sequence, $3::bigint AS ready_s,
       i.content || jsonb_build_object(
           'organisation', setting_value('organisation.name', 'Convene'),
           'program', coalesce((SELECT title FROM program ORDER BY program_id DESC LIMIT 1),
               'Dinner with colleagues'),
           'full_name', w.full_name, 'first_name', split_part(w.full_name, ' ', 1))
           || coalesce(l.content, '{}')
           || CASE WHEN s.seat_id IS NULL THEN '{}'
                   ELSE jsonb_strip_nulls(letter_more($1::text, s.seat_id, l.content)) END
           AS content
  FROM who w
 CROSS JOIN stand_in i
  LEFT JOIN seated s ON true
  LEFT JOIN LATERAL letter_content(ARRAY[s.seat_id]) l ON true
