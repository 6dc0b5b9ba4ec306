-- Rounds of a season, or of all. Refuses an unknown season. No row: there is none after that one.
-- (w.season_id 0: those of all.)
-- $1 key after which to go on or NULL, $2 most rows, $3 season or NULL
SELECT listed.*
  FROM known(CASE WHEN $3::text IS NULL THEN 0
                  ELSE (SELECT season_id FROM season WHERE name = $3::text) END,
           'there is no such season: convenectl season list') AS w (season_id)
 CROSS JOIN LATERAL (
    SELECT to_char(r.round_id, 'FM0000000000') AS _cursor, s.name || '/' || r.seq AS id, r.state,
           r.starts_at, r.zone, r.form_at AS forms_at, r.respond_by_at, r.formed_at,
           (SELECT count(*) FROM gathering g WHERE g.round_id = r.round_id
               AND g.state NOT IN ('cancelled', 'merged')) AS gatherings,
           (SELECT count(*) FROM seat t WHERE t.round_id = r.round_id AND t.live) AS seats,
           (SELECT count(*) FROM seat t
             WHERE t.round_id = r.round_id AND t.state = 'accepted') AS accepted,
           (SELECT count(*) FROM seat t
             WHERE t.round_id = r.round_id AND t.state = 'invited') AS waiting,
           (SELECT coalesce(sum(v.amount_cents), 0)::bigint FROM reservation v
              JOIN seat t USING (seat_id) WHERE t.round_id = r.round_id AND v.state = 'reserved')
               AS reserved_cents, f.currency,
           r.trouble
      FROM round r JOIN season s USING (season_id) JOIN fund f USING (fund_id)
     WHERE r.round_id > coalesce($1::text, '0')::integer
       AND w.season_id IN (0, r.season_id)
     ORDER BY r.round_id LIMIT $2::integer
) AS listed
