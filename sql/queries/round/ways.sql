-- Minutes from every site to every venue that is not farther than a round allows: the great
-- circle, a third longer by road, at 40 km an hour, and four minutes to park. A row each.
-- $1 round id
SELECT s.site_id::bigint AS site_id, v.venue_id::bigint AS venue_id, way.minutes::bigint AS minutes
  FROM round r JOIN season se USING (season_id) CROSS JOIN site s CROSS JOIN venue v
 CROSS JOIN LATERAL (
    SELECT CASE WHEN v.virtual_url IS NOT NULL THEN 0 ELSE
        ceil(4 + 1.33 * 1.5 * 6371 * 2 * asin(least(1, sqrt(
            sind((v.latitude - s.latitude) / 2) ^ 2
            + cosd(s.latitude) * cosd(v.latitude) * sind((v.longitude - s.longitude) / 2) ^ 2))))
        END AS minutes) way
 WHERE r.round_id = $1::integer AND v.closed_at IS NULL AND way.minutes <= se.travel_max_min
 ORDER BY 1, 2
