-- Plans a season's next round; another daemon may have been faster: then no row.
-- $1 season id, $2 number, $3 local start, $4 zone, $5 start in seconds, $6 forming time in
-- seconds, $7 last answer in seconds
INSERT INTO round (season_id, seq, local_start, zone, starts_at, form_at, respond_by_at)
VALUES ($1::integer, $2::integer, $3::timestamp, $4::text, to_timestamp($5::bigint),
        to_timestamp($6::bigint), to_timestamp($7::bigint))
    ON CONFLICT (season_id, seq) DO NOTHING
RETURNING round_id
