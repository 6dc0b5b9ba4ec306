-- Fresh statistics before the big inserts of a round go on. Answers one row.
SELECT round_analyze() IS NULL AS is_done
