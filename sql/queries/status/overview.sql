-- One screen of what is going on. Answers one row.
-- $1 business time in seconds
WITH unpaid AS (
    SELECT o.round_id, f.name AS fund, count(*) AS people
      FROM left_out o JOIN round r USING (round_id) JOIN season s USING (season_id)
      JOIN fund f USING (fund_id)
     WHERE r.state IN ('proposed', 'published') AND o.reason_code = 'fund'
     GROUP BY o.round_id, f.name
)
SELECT (SELECT count(*) FROM person WHERE left_at IS NULL AND erased_at IS NULL) AS people,
       (SELECT count(*) FROM season WHERE state = 'running') AS seasons_running,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('round', name, 'state', state,
               'starts_at', starts_at, 'forms_at', form_at, 'zone', zone, 'trouble', trouble) ORDER BY starts_at), '[]')
          FROM (SELECT round_name(r.round_id) AS name, state, starts_at, form_at, zone,
                       coalesce(trouble, unpaid.people || ' without a seat: fund '
                           || unpaid.fund || ' is short') AS trouble
                  FROM round r LEFT JOIN unpaid USING (round_id)
                 WHERE state IN ('planned', 'forming', 'proposed', 'published')
                 ORDER BY starts_at LIMIT 8) AS next) AS rounds,
       (SELECT count(*) FROM gathering g JOIN round r USING (round_id)
         WHERE r.state IN ('proposed', 'published') AND g.state NOT IN ('cancelled', 'merged')) AS gatherings,
       (SELECT coalesce(jsonb_object_agg(state, n), '{}') FROM (SELECT t.state, count(*) AS n
          FROM seat t JOIN round r USING (round_id) WHERE r.state IN ('proposed', 'published')
         GROUP BY t.state) AS s) AS seats,
       (SELECT coalesce(jsonb_object_agg(state, n), '{}') FROM (SELECT state, count(*) AS n
          FROM message GROUP BY state) AS m) AS messages,
       (SELECT coalesce(extract(epoch FROM to_timestamp($1::bigint) - min(due_at))::bigint, 0)
          FROM message WHERE state = 'ready' AND due_at <= to_timestamp($1::bigint)) AS oldest_ready_s,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('fund', f.name, 'currency', f.currency,
               'granted_cents', b.granted_cents, 'reserved_cents', b.reserved_cents,
               'free_cents', b.free_cents) ORDER BY f.name), '[]')
          FROM fund f JOIN fund_balance b USING (fund_id)) AS funds,
       (SELECT count(*) FROM gathering g JOIN round r USING (round_id)
         WHERE r.state = 'published' AND g.state IN ('published', 'confirmed')
           AND NOT EXISTS (SELECT FROM seat t WHERE t.gathering_id = g.gathering_id
                              AND t.live AND t.is_host)) AS gatherings_without_host,
       (SELECT count(*) FROM gathering g JOIN round r USING (round_id) JOIN season s USING (season_id)
         WHERE r.state = 'published' AND g.state IN ('published', 'confirmed')
           AND (SELECT count(*) FROM seat t WHERE t.gathering_id = g.gathering_id AND t.live)
               < s.seats_min) AS gatherings_too_small,
       (SELECT count(*) FROM left_out o JOIN round r USING (round_id)
         WHERE r.state IN ('proposed', 'published')) AS left_out,
       (SELECT coalesce(sum(people), 0)::bigint FROM unpaid) AS left_out_unpaid,
       (SELECT count(*) FROM inbound WHERE content IS NOT NULL) AS mail_to_read,
       setting_value('mail.mode', 'hold') AS mail_mode,
       setting_value('mail.redirect', '') AS mail_redirect,
       (SELECT count(*) FROM instance
         WHERE seen_at > lease_clock() - interval '1 minute') AS daemons
