-- What counts when tables of a season are formed. No row: there is none of that name.
-- $1 name, each of these weights or NULL: $2 specialty, $3 site, $4 stage, $5 role, $6 travel,
-- $7 repeats, $8 wishes, $9 alone, $10 left out; $11 levels of managers or NULL, $12 business
-- time in seconds, $13 actor, $14 reason
WITH changed AS (
    UPDATE season SET
           weigh_specialty = coalesce($2::integer, weigh_specialty),
           weigh_site = coalesce($3::integer, weigh_site),
           weigh_stage = coalesce($4::integer, weigh_stage),
           weigh_role = coalesce($5::integer, weigh_role),
           weigh_travel = coalesce($6::integer, weigh_travel),
           weigh_repeats = coalesce($7::integer, weigh_repeats),
           weigh_wishes = coalesce($8::integer, weigh_wishes),
           weigh_alone = coalesce($9::integer, weigh_alone),
           weigh_left_out = coalesce($10::integer, weigh_left_out),
           manager_levels = coalesce($11::smallint, manager_levels),
           row_version = row_version + 1
     WHERE name = $1::text
    RETURNING name, weigh_specialty, weigh_site, weigh_stage, weigh_role,
        weigh_travel, weigh_repeats, weigh_wishes, weigh_alone, weigh_left_out, manager_levels
), told AS (
    SELECT c.name, to_jsonb(c) - 'name' AS weights FROM changed c
)
SELECT name AS id, weights,
       audit_write(to_timestamp($12::bigint), $13::text, 'season change', name, weights,
           $14::text) IS NULL AS _written
  FROM told
