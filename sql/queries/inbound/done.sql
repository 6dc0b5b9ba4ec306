-- Somebody looked at a mail that came in: its text goes, what was understood stays. No row:
-- there is none of that id.
-- $1 id, $2 business time in seconds, $3 actor, $4 reason
WITH wanted AS (
    SELECT inbound_id, kind, effect FROM inbound WHERE inbound_id::text = $1::text
), cleared AS (
    UPDATE inbound i SET content = NULL FROM wanted w
     WHERE i.inbound_id = w.inbound_id AND i.content IS NOT NULL
    RETURNING i.inbound_id, i.kind, i.effect
), said AS (
    SELECT audit_write(to_timestamp($2::bigint), $3::text, 'message done', inbound_id::text,
               jsonb_build_object('kind', kind, 'effect', effect), $4::text) FROM cleared
)
SELECT w.inbound_id AS id, w.kind, w.effect,
       CASE WHEN (SELECT count(*) FROM said) = 1 THEN 'no longer to be read; its text is gone'
            ELSE 'was done before' END AS done
  FROM wanted w
