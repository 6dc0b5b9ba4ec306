-- Everybody who may be seated in a round, in the order of their roster ids. Codes are dense,
-- from zero. Who has the same glue sits together: pinned to one number, or of one company, which
-- follows the pin of any of its people. Sections are bits, the smallest 63. A row each; none:
-- nobody is enrolled.
-- $1 round id
WITH listed AS (
    SELECT ps.section_id, row_number() OVER (ORDER BY count(*), ps.section_id)::integer - 1 AS bit
      FROM round r JOIN enrolment e USING (season_id) JOIN person_section ps USING (person_id)
     WHERE r.round_id = $1::integer AND e.state <> 'left'
     GROUP BY ps.section_id
)
SELECT p.person_id::text AS person_id, p.employee_id,
       dense_rank() OVER (ORDER BY p.specialty) - 1 AS specialty,
       dense_rank() OVER (ORDER BY coalesce(p.stage, '')) - 1 AS stage,
       dense_rank() OVER (ORDER BY coalesce(p.profession, '')) - 1 AS profession,
       coalesce(home.site_id, 0)::bigint AS site_id,
       EXISTS (SELECT FROM availability a
                WHERE a.person_id = p.person_id
                  AND a.weekday = extract(isodow FROM r.local_start)
                  AND a.from_minute <= m.starts AND a.to_minute >= least(m.starts + s.lasts_min, 1440))
           AND NOT EXISTS (SELECT FROM seat t WHERE t.person_id = p.person_id AND t.live
                  AND t.during && tstzrange(r.starts_at,
                      r.starts_at + s.lasts_min * interval '1 minute')) AS is_free,
       coalesce(e.may_host, p.may_host) AS may_host,
       (SELECT count(*) FROM seat t WHERE t.person_id = p.person_id AND t.is_host AND t.live)
           AS host_count,
       (SELECT count(*) FROM seat t WHERE t.person_id = p.person_id AND t.live) AS seat_count,
       e.fairness_credit::bigint AS credit,
       CASE WHEN e.company IS NULL THEN coalesce(i.number, 0)
            ELSE coalesce(min(i.number) OVER (PARTITION BY e.company),
                1000000 + dense_rank() OVER (ORDER BY e.company)) END::bigint AS glue,
       coalesce((SELECT bit_or(1::bigint << l.bit) FROM person_section ps JOIN listed l USING (section_id)
                  WHERE ps.person_id = p.person_id AND l.bit < 63), 0)::bigint AS sections,
       NOT e.may_sit_alone AS minds_alone
  FROM round r
  JOIN season s USING (season_id)
  JOIN enrolment e USING (season_id)
  JOIN person p USING (person_id)
  LEFT JOIN pin i ON i.round_id = r.round_id AND i.person_id = p.person_id
  LEFT JOIN person_site home ON home.person_id = p.person_id AND home.is_home
 CROSS JOIN LATERAL (SELECT (extract(hour FROM r.local_start) * 60
                           + extract(minute FROM r.local_start))::integer AS starts) m
 WHERE r.round_id = $1::integer
   AND (e.state = 'enrolled' OR e.state = 'paused' AND e.paused_until <= r.local_start::date)
   AND p.left_at IS NULL AND p.erased_at IS NULL
   AND NOT EXISTS (SELECT FROM suppression x WHERE x.reason = 'bounce'
                      AND x.address_digest = address_digest(p.email))
 ORDER BY p.employee_id
