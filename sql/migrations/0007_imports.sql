-- Whole files at once: sites, roster, venues, prompts, enrolments. Each function answers what
-- it did as JSON, in one transaction; with dry it does the same and then undoes it.

CREATE FUNCTION dry_end(dry boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF dry THEN
        RAISE EXCEPTION USING ERRCODE = 'CV001', MESSAGE = 'a dry run ends here';
    END IF;
END $$;

CREATE FUNCTION site_import(names text[], regions text[], latitudes double precision[],
    longitudes double precision[], zones text[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    before integer := (SELECT count(*) FROM site);
    touched integer;
BEGIN
    INSERT INTO site (name, region, latitude, longitude, zone)
    SELECT * FROM unnest(names, regions, latitudes, longitudes, zones)
        ON CONFLICT (name) DO UPDATE SET region = EXCLUDED.region,
           latitude = EXCLUDED.latitude, longitude = EXCLUDED.longitude, zone = EXCLUDED.zone
     WHERE (site.region, site.latitude, site.longitude, site.zone)
        <> (EXCLUDED.region, EXCLUDED.latitude, EXCLUDED.longitude, EXCLUDED.zone);
    GET DIAGNOSTICS touched = ROW_COUNT;
    RETURN jsonb_build_object('added', (SELECT count(*) FROM site) - before,
        'changed', touched - ((SELECT count(*) FROM site) - before));
END $$;

-- The file is the whole roster: who is missing from it has left, every program included. sites, sections and evenings
-- are lists joined by ";" per person, the first site is home, evenings are ISO weekdays.
-- Refuses (roster_not_halved) when more than leaving_max percent would leave.
CREATE FUNCTION roster_import(ids text[], names text[], emails text[], specialties text[],
    panels text[], stages text[], professions text[], relationships text[], managers text[],
    endings date[], hosts boolean[], sites text[], sections text[], evenings text[],
    leaving_max integer, dry boolean, at timestamptz, actor text, reason text)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    answer jsonb;
    staff integer := (SELECT count(*) FROM person WHERE left_at IS NULL AND erased_at IS NULL);
    leaving text[];
    unknown text;
BEGIN
    SELECT string_agg(DISTINCT s, ', ') INTO unknown
      FROM unnest(sites) AS list, unnest(string_to_array(list, ';')) AS s
     WHERE NOT EXISTS (SELECT FROM site WHERE name = s);
    IF unknown IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'roster_sites_known',
            MESSAGE = 'sites that are not known: ' || left(unknown, 150);
    END IF;
    SELECT coalesce(array_agg(employee_id ORDER BY employee_id), '{}') INTO leaving FROM person
     WHERE left_at IS NULL AND erased_at IS NULL AND employee_id <> ALL (ids);
    IF staff > 0 AND cardinality(leaving) * 100 > staff * leaving_max THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'roster_not_halved',
            MESSAGE = format('%s of %s would leave (%s %%), limit %s %%', cardinality(leaving),
                staff, round(cardinality(leaving) * 100.0 / staff, 1), leaving_max);
    END IF;
    BEGIN
        UPDATE person SET left_at = at, row_version = row_version + 1
         WHERE employee_id = ANY (leaving);
        PERFORM people_leave(ARRAY(SELECT person_id FROM person WHERE employee_id = ANY (leaving)),
            'roster', 'left the roster', at, actor);
        answer := roster_write(ids, names, emails, specialties, panels, stages, professions,
            relationships, managers, endings, hosts, sites, sections, evenings, at, actor);
        answer := answer || jsonb_build_object('left', cardinality(leaving),
            'left_ids', to_jsonb(leaving[1:100]), 'staff_before', staff);
        UPDATE roster_span SET during = daterange(lower(during), (at AT TIME ZONE 'UTC')::date)
         WHERE upper_inf(during) AND lower(during) < (at AT TIME ZONE 'UTC')::date
           AND person_id IN (SELECT person_id FROM person WHERE employee_id = ANY (leaving));
        PERFORM audit_write(at, actor, 'roster import', 'roster',
            answer - 'added_ids' - 'changed_ids' - 'left_ids', reason);
        PERFORM dry_end(dry);
    EXCEPTION WHEN SQLSTATE 'CV001' THEN
        NULL;
    END;
    RETURN answer || jsonb_build_object('dry_run', dry);
END $$;

CREATE FUNCTION roster_write(ids text[], names text[], emails text[], specialties text[],
    panels text[], stages text[], professions text[], relationships text[], managers text[],
    endings date[], hosts boolean[], sites text[], sections text[], evenings text[],
    at timestamptz, actor text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
DECLARE
    added text[];
    changed text[];
    moved uuid[];
BEGIN
    WITH line AS (
        SELECT * FROM unnest(ids, names, emails, specialties, panels, stages, professions,
            relationships, endings, hosts) AS l (employee_id, full_name, email, specialty, panel,
            stage, profession, relationship, training_ended, may_host)
    ), written AS (
        INSERT INTO person AS p (employee_id, full_name, email, specialty, panel, stage,
            profession, relationship, training_ended, may_host, recorded_by)
        SELECT l.*, actor FROM line l
            ON CONFLICT (employee_id) DO UPDATE
           SET full_name = EXCLUDED.full_name, email = EXCLUDED.email,
               specialty = EXCLUDED.specialty, panel = EXCLUDED.panel, stage = EXCLUDED.stage,
               profession = EXCLUDED.profession, relationship = EXCLUDED.relationship,
               training_ended = EXCLUDED.training_ended, may_host = EXCLUDED.may_host,
               left_at = NULL, row_version = p.row_version + 1
         WHERE (p.full_name, p.email, p.specialty, p.panel, p.relationship, p.may_host)
            <> (EXCLUDED.full_name, EXCLUDED.email, EXCLUDED.specialty, EXCLUDED.panel,
                EXCLUDED.relationship, EXCLUDED.may_host)
            OR (p.stage, p.profession, p.training_ended, p.left_at) IS DISTINCT FROM
               (EXCLUDED.stage, EXCLUDED.profession, EXCLUDED.training_ended, NULL)
     RETURNING p.employee_id, p.row_version = 1 AS is_new
    )
    SELECT coalesce(array_agg(employee_id ORDER BY employee_id) FILTER (WHERE is_new), '{}'),
           coalesce(array_agg(employee_id ORDER BY employee_id) FILTER (WHERE NOT is_new), '{}')
      INTO added, changed FROM written;

    UPDATE person p SET boss_id = b.person_id
      FROM unnest(ids, managers) AS l (employee_id, manager)
      LEFT JOIN person b ON b.employee_id = l.manager
     WHERE p.employee_id = l.employee_id AND p.boss_id IS DISTINCT FROM b.person_id;
    INSERT INTO section (name)
    SELECT DISTINCT s FROM unnest(sections) AS list, unnest(string_to_array(list, ';')) AS s
        ON CONFLICT (name) DO NOTHING;

    moved := person_lists_write(ids, sites, sections, evenings);
    SELECT array_agg(e) INTO changed FROM (
        SELECT unnest(changed) AS e
         UNION SELECT p.employee_id FROM person p
                WHERE p.person_id = ANY (moved) AND p.employee_id <> ALL (added)
         ORDER BY 1) AS both_kinds;
    INSERT INTO roster_span (person_id, during, relationship, profession)
    SELECT p.person_id, daterange((at AT TIME ZONE 'UTC')::date, NULL), p.relationship,
           p.profession
      FROM person p
     WHERE p.employee_id = ANY (ids)
       AND NOT EXISTS (SELECT FROM roster_span s
                        WHERE s.person_id = p.person_id AND upper_inf(s.during));
    RETURN jsonb_build_object('people', cardinality(ids), 'added', cardinality(added),
        'changed', coalesce(cardinality(changed), 0),
        'added_ids', to_jsonb(added[1:100]), 'changed_ids', coalesce(to_jsonb(changed[1:100]), '[]'));
END $$;

-- Sites, sections and evenings of these people become the lists of the file. Answers whose
-- changed.
CREATE FUNCTION person_lists_write(ids text[], sites text[], sections text[], evenings text[])
RETURNS uuid[]
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
DECLARE
    stale uuid[];
BEGIN
    -- compare list by list: most people have not moved since the last file
    WITH wanted AS (
        SELECT p.person_id, w.sites, w.sections, w.evenings
          FROM unnest(ids, sites, sections, evenings) AS w (employee_id, sites, sections, evenings)
          JOIN person p USING (employee_id)
    ), has_site AS (
        SELECT person_id, string_agg(name, ';' ORDER BY is_home DESC, name) AS list
          FROM person_site JOIN site USING (site_id) GROUP BY person_id
    ), has_section AS (
        SELECT person_id, string_agg(name, ';' ORDER BY name) AS list
          FROM person_section JOIN section USING (section_id) GROUP BY person_id
    ), has_evening AS (
        SELECT person_id, string_agg(weekday::text, ';' ORDER BY weekday) AS list
          FROM availability WHERE from_minute = 1020 AND to_minute = 1440 GROUP BY person_id
    )
    SELECT coalesce(array_agg(w.person_id), '{}') INTO stale
      FROM wanted w
      LEFT JOIN has_site USING (person_id)
      LEFT JOIN has_section USING (person_id)
      LEFT JOIN has_evening USING (person_id)
     WHERE (w.sites, w.sections, w.evenings) IS DISTINCT FROM
           (coalesce(has_site.list, ''), coalesce(has_section.list, ''),
            coalesce(has_evening.list, ''));

    DELETE FROM person_site WHERE person_id = ANY (stale);
    DELETE FROM person_section WHERE person_id = ANY (stale);
    DELETE FROM availability WHERE person_id = ANY (stale);
    INSERT INTO person_site (person_id, site_id, is_home)
    SELECT p.person_id, s.site_id, n = 1
      FROM unnest(ids, sites) AS w (employee_id, list)
      JOIN person p USING (employee_id)
     CROSS JOIN unnest(string_to_array(list, ';')) WITH ORDINALITY AS one (name, n)
      JOIN site s USING (name)
     WHERE p.person_id = ANY (stale);
    INSERT INTO person_section (person_id, section_id)
    SELECT p.person_id, s.section_id
      FROM unnest(ids, sections) AS w (employee_id, list)
      JOIN person p USING (employee_id)
     CROSS JOIN unnest(string_to_array(list, ';')) AS name
      JOIN section s USING (name)
     WHERE p.person_id = ANY (stale);
    INSERT INTO availability (person_id, weekday, from_minute, to_minute)
    SELECT p.person_id, day::smallint, 1020, 1440
      FROM unnest(ids, evenings) AS w (employee_id, list)
      JOIN person p USING (employee_id)
     CROSS JOIN unnest(string_to_array(list, ';')) AS day
     WHERE p.person_id = ANY (stale);
    RETURN stale;
END $$;

CREATE FUNCTION venue_import(names text[], streets text[], latitudes double precision[],
    longitudes double precision[], table_counts integer[], seat_counts integer[],
    price_classes integer[], campus boolean[], urls text[], backups text[],
    dry boolean, at timestamptz, actor text, reason text)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    answer jsonb;
    added integer := (SELECT count(*) FROM unnest(names) AS n
                       WHERE NOT EXISTS (SELECT FROM venue WHERE name = n));
    touched integer;
BEGIN
    BEGIN
        INSERT INTO venue (name, street, latitude, longitude, tables, seats_per_table,
                           price_class, on_campus, virtual_url, recorded_by)
        SELECT w.*, actor FROM unnest(names, streets, latitudes, longitudes, table_counts,
                   seat_counts, price_classes, campus, urls) AS w
            ON CONFLICT (name) DO UPDATE
           SET street = EXCLUDED.street, latitude = EXCLUDED.latitude,
               longitude = EXCLUDED.longitude, tables = EXCLUDED.tables,
               seats_per_table = EXCLUDED.seats_per_table, price_class = EXCLUDED.price_class,
               on_campus = EXCLUDED.on_campus, virtual_url = EXCLUDED.virtual_url,
               row_version = venue.row_version + 1
         WHERE (venue.street, venue.latitude, venue.longitude, venue.tables, venue.price_class,
                venue.seats_per_table, venue.on_campus, venue.virtual_url) IS DISTINCT FROM
               (EXCLUDED.street, EXCLUDED.latitude, EXCLUDED.longitude, EXCLUDED.tables,
                EXCLUDED.price_class, EXCLUDED.seats_per_table, EXCLUDED.on_campus,
                EXCLUDED.virtual_url);
        GET DIAGNOSTICS touched = ROW_COUNT;
        UPDATE venue v SET backup_id = b.venue_id
          FROM unnest(names, backups) AS w (name, backup)
          LEFT JOIN venue b ON b.name = w.backup
         WHERE v.name = w.name AND v.backup_id IS DISTINCT FROM b.venue_id;
        answer := jsonb_build_object('venues', cardinality(names), 'added', added,
            'changed', touched - added);
        PERFORM audit_write(at, actor, 'venue import', 'venue', answer, reason);
        PERFORM dry_end(dry);
    EXCEPTION WHEN SQLSTATE 'CV001' THEN
        NULL;
    END;
    RETURN answer || jsonb_build_object('dry_run', dry);
END $$;

-- A prompt's words never change once it was given: a new wording needs a new code.
CREATE FUNCTION prompt_import(codes text[], topics text[], licences text[], sources text[],
    bodies text[], dry boolean, at timestamptz, actor text, reason text)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    answer jsonb;
    added integer := (SELECT count(*) FROM unnest(codes) AS c
                       WHERE NOT EXISTS (SELECT FROM prompt WHERE code = c));
    touched integer;
    given text;
BEGIN
    SELECT string_agg(p.code, ', ' ORDER BY p.code) INTO given
      FROM unnest(codes, bodies) AS w (code, body)
      JOIN prompt p ON p.code = w.code AND p.body <> w.body
     WHERE EXISTS (SELECT FROM prompt_given g WHERE g.prompt_id = p.prompt_id);
    IF given IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'prompt_given_stays',
            MESSAGE = 'given already, use a new code for new words: ' || left(given, 120);
    END IF;
    BEGIN
        INSERT INTO prompt (code, topic, licence, source, body, recorded_by)
        SELECT w.*, actor FROM unnest(codes, topics, licences, sources, bodies) AS w
            ON CONFLICT (code) DO UPDATE
           SET topic = EXCLUDED.topic, licence = EXCLUDED.licence, source = EXCLUDED.source,
               body = EXCLUDED.body, row_version = prompt.row_version + 1
         WHERE (prompt.topic, prompt.licence, prompt.source, prompt.body)
            <> (EXCLUDED.topic, EXCLUDED.licence, EXCLUDED.source, EXCLUDED.body);
        GET DIAGNOSTICS touched = ROW_COUNT;
        answer := jsonb_build_object('prompts', cardinality(codes), 'added', added,
            'changed', touched - added);
        PERFORM audit_write(at, actor, 'prompt import', 'prompt', answer, reason);
        PERFORM dry_end(dry);
    EXCEPTION WHEN SQLSTATE 'CV001' THEN
        NULL;
    END;
    RETURN answer || jsonb_build_object('dry_run', dry);
END $$;

-- Enrols people in a season, each with a consent record. hosts: NULL leaves it to the
-- roster. Who is enrolled already keeps the consent that is there.
-- The wishes of these people in a season become those of the file.
CREATE FUNCTION wishes_write(target integer, ids text[], wishes text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    unknown text;
BEGIN
    SELECT string_agg(DISTINCT t.other, ', ') INTO unknown
      FROM unnest(wishes) AS list CROSS JOIN unnest(string_to_array(list, ';')) AS t (other)
     WHERE t.other <> ''
       AND NOT EXISTS (SELECT FROM person o WHERE o.employee_id = t.other AND o.left_at IS NULL);
    IF unknown IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation',
            CONSTRAINT = 'enrolment_person',
            MESSAGE = 'not on the roster: ' || left(unknown, 150) || ': convenectl person list';
    END IF;
    DELETE FROM wish w USING person p
     WHERE w.season_id = target AND w.person_id = p.person_id AND p.employee_id = ANY (ids);
    INSERT INTO wish (season_id, person_id, other_id)
    SELECT DISTINCT target, p.person_id, o.person_id
      FROM unnest(ids, wishes) AS w (employee_id, others)
     CROSS JOIN unnest(string_to_array(w.others, ';')) AS t (other)
      JOIN person p USING (employee_id)
      JOIN person o ON o.employee_id = t.other AND o.person_id <> p.person_id;
END $$;

CREATE FUNCTION enrolment_import(of_season text, ids text[], hosts boolean[], wordings text[],
    companies text[], alone boolean[], wishes text[], dry boolean, at timestamptz, actor text, reason text)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    answer jsonb;
    target integer := (SELECT season_id FROM season WHERE name = of_season);
    unknown text;
    added integer;
    changed integer;
BEGIN
    IF target IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation',
            CONSTRAINT = 'enrolment_season', MESSAGE = 'there is no season ' || left(of_season, 60) || ': convenectl season list';
    END IF;
    SELECT string_agg(i, ', ' ORDER BY i) INTO unknown FROM unnest(ids) AS i
     WHERE NOT EXISTS (SELECT FROM person p WHERE p.employee_id = i AND p.left_at IS NULL);
    IF unknown IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation',
            CONSTRAINT = 'enrolment_person',
            MESSAGE = 'not on the roster: ' || left(unknown, 150) || ': convenectl person list';
    END IF;
    BEGIN
        WITH line AS (
            SELECT p.person_id, w.host, w.wording, w.company, w.alone
              FROM unnest(ids, hosts, wordings, companies, alone)
                   AS w (employee_id, host, wording, company, alone)
              JOIN person p USING (employee_id)
        ), agreed AS (
            INSERT INTO consent (person_id, wording, channel, given_at, recorded_by)
            SELECT l.person_id, l.wording, 'import', at, actor FROM line l
             WHERE NOT EXISTS (SELECT FROM enrolment e
                                WHERE e.season_id = target AND e.person_id = l.person_id
                                  AND e.state <> 'left')
         RETURNING consent_id, person_id
        ), enrolled AS (
            INSERT INTO enrolment (season_id, person_id, may_host, company, may_sit_alone,
                                   consent_id, recorded_by)
            SELECT target, a.person_id, l.host, l.company, l.alone, a.consent_id, actor
              FROM agreed a JOIN line l USING (person_id)
                ON CONFLICT (season_id, person_id) DO UPDATE
               SET state = 'enrolled', paused_until = NULL, may_host = EXCLUDED.may_host,
                   company = EXCLUDED.company, may_sit_alone = EXCLUDED.may_sit_alone,
                   consent_id = EXCLUDED.consent_id
         RETURNING person_id
        ), hosting AS (
            UPDATE enrolment e SET may_host = l.host, company = l.company,
                   may_sit_alone = l.alone FROM line l
             WHERE e.season_id = target AND e.person_id = l.person_id
               AND (e.may_host, e.company, e.may_sit_alone)
                   IS DISTINCT FROM (l.host, l.company, l.alone)
               AND e.person_id NOT IN (SELECT person_id FROM agreed)
         RETURNING e.person_id
        )
        SELECT (SELECT count(*) FROM enrolled), (SELECT count(*) FROM hosting)
          INTO added, changed;
        PERFORM wishes_write(target, ids, wishes);
        answer := jsonb_build_object('season', of_season, 'people', cardinality(ids),
            'added', added, 'changed', changed);
        PERFORM audit_write(at, actor, 'enrolment import', of_season, answer, reason);
        PERFORM dry_end(dry);
    EXCEPTION WHEN SQLSTATE 'CV001' THEN
        NULL;
    END;
    RETURN answer || jsonb_build_object('dry_run', dry);
END $$;
