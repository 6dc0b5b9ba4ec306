-- Somebody stays at a table. Refuses an unknown round or person.
-- $1 name like winter-27/1, $2 employer's id, $3 table or NULL, $4 business time in seconds,
-- $5 actor, $6 reason
SELECT $1::text AS id, $2::text AS person,
       round_pin($1::text, $2::text, $3::integer, to_timestamp($4::bigint), $5::text, $6::text)
           AS "table"
