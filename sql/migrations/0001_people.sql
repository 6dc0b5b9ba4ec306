-- Who there is: sites, people, who may not sit together, who agreed to what.
-- Also what every later table uses: domains, life cycles, settings, audit trail.

CREATE DOMAIN cents AS bigint
    CONSTRAINT cents_in_range CHECK (VALUE BETWEEN -1000000000000 AND 1000000000000);
CREATE DOMAIN digest32 AS bytea CONSTRAINT digest32_length CHECK (octet_length(VALUE) = 32);

-- The database's own clock: for leases, heartbeats and the time of recording alone. Business
-- time is a parameter of every statement.
CREATE FUNCTION lease_clock() RETURNS timestamptz LANGUAGE sql VOLATILE RETURN clock_timestamp();

-- One uuid for one meaning, the same in C (ids_derive): version 8 of RFC 9562, from SHA-256.
CREATE FUNCTION derived_id(VARIADIC parts text[]) RETURNS uuid
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = convene, pg_temp AS $$
DECLARE
    bytes bytea := substring(sha256(convert_to(array_to_string(parts, '/'), 'UTF8')) FOR 16);
BEGIN
    bytes := set_byte(bytes, 6, get_byte(bytes, 6) & 15 | 128);
    bytes := set_byte(bytes, 8, get_byte(bytes, 8) & 63 | 128);
    RETURN encode(bytes, 'hex')::uuid;
END $$;

-- The arrows of every life cycle; lib/core/life.c has the same, a test compares both ways.
CREATE TABLE state_change (
    machine    text NOT NULL,
    from_state text NOT NULL,
    to_state   text NOT NULL,
    CONSTRAINT state_change_key PRIMARY KEY (machine, from_state, to_state)
);

INSERT INTO state_change VALUES
    ('season', 'planned', 'running'),
    ('season', 'running', 'paused'),
    ('season', 'paused', 'running'),
    ('season', 'running', 'ended'),
    ('season', 'paused', 'ended'),
    ('season', 'planned', 'ended'),
    ('round', 'planned', 'forming'),
    ('round', 'forming', 'planned'),
    ('round', 'forming', 'proposed'),
    ('round', 'proposed', 'published'),
    ('round', 'published', 'held'),
    ('round', 'held', 'closed'),
    ('round', 'planned', 'cancelled'),
    ('round', 'forming', 'cancelled'),
    ('round', 'proposed', 'cancelled'),
    ('round', 'published', 'cancelled'),
    ('round', 'held', 'cancelled'),
    ('gathering', 'proposed', 'published'),
    ('gathering', 'published', 'confirmed'),
    ('gathering', 'published', 'held'),
    ('gathering', 'confirmed', 'held'),
    ('gathering', 'proposed', 'cancelled'),
    ('gathering', 'published', 'cancelled'),
    ('gathering', 'confirmed', 'cancelled'),
    ('gathering', 'published', 'merged'),
    ('gathering', 'confirmed', 'merged'),
    ('seat', 'standby', 'invited'),
    ('seat', 'standby', 'withdrawn'),
    ('seat', 'proposed', 'invited'),
    ('seat', 'proposed', 'withdrawn'),
    ('seat', 'invited', 'accepted'),
    ('seat', 'invited', 'declined'),
    ('seat', 'invited', 'lapsed'),
    ('seat', 'invited', 'withdrawn'),
    ('seat', 'invited', 'replaced'),
    ('seat', 'accepted', 'declined'),
    ('seat', 'accepted', 'withdrawn'),
    ('seat', 'accepted', 'replaced'),
    ('seat', 'accepted', 'came'),
    ('seat', 'accepted', 'absent'),
    ('message', 'held', 'ready'),
    ('message', 'ready', 'held'),
    ('message', 'ready', 'claimed'),
    ('message', 'ready', 'sent'),
    ('message', 'held', 'cancelled'),
    ('message', 'ready', 'cancelled'),
    ('message', 'held', 'expired'),
    ('message', 'ready', 'expired'),
    ('message', 'uncertain', 'expired'),
    ('message', 'claimed', 'sent'),
    ('message', 'claimed', 'ready'),
    ('message', 'claimed', 'failed'),
    ('message', 'claimed', 'uncertain'),
    ('message', 'claimed', 'cancelled'),
    ('message', 'uncertain', 'ready'),
    ('message', 'uncertain', 'sent'),
    ('message', 'uncertain', 'cancelled'),
    ('message', 'uncertain', 'failed'),
    ('money', 'reserved', 'released'),
    ('money', 'reserved', 'claimed'),
    ('money', 'claimed', 'reserved'),
    ('money', 'claimed', 'approved'),
    ('money', 'approved', 'released'),
    ('money', 'approved', 'batched'),
    ('money', 'batched', 'paid'),
    ('money', 'batched', 'returned'),
    ('money', 'paid', 'reconciled'),
    ('money', 'paid', 'returned'),
    ('money', 'returned', 'batched'),
    ('money', 'returned', 'released');

CREATE FUNCTION state_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
BEGIN
    IF NEW.state <> OLD.state AND NOT EXISTS (
        SELECT FROM state_change
         WHERE machine = TG_ARGV[0] AND from_state = OLD.state AND to_state = NEW.state)
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'state_guard',
            MESSAGE = format('a %s that is %s cannot become %s', TG_ARGV[0], OLD.state, NEW.state);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION append_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only',
        MESSAGE = format('%s keeps what was written', TG_TABLE_NAME);
END $$;

-- What the daemon read in its configuration or was told by a command, for the functions
-- that other programs run: organisation.name, mail.mode, clock.simulated and so on.
CREATE TABLE setting (
    key         text NOT NULL,
    value       text NOT NULL,
    row_version integer NOT NULL DEFAULT 1,
    changed_by  text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT setting_key PRIMARY KEY (key)
);

CREATE FUNCTION setting_value(wanted text, otherwise text) RETURNS text
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN coalesce((SELECT value FROM setting WHERE key = wanted), otherwise);

-- Who did what, when (business time) and why.
CREATE TABLE audit (
    audit_id    bigint GENERATED ALWAYS AS IDENTITY,
    xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at          timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor       text NOT NULL,
    action      text NOT NULL,
    object      text NOT NULL,
    change      jsonb,
    reason      text,
    request     text,
    CONSTRAINT audit_key PRIMARY KEY (audit_id)
);
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- The daemons that run, and the courtesy of one leader: nothing correct rests on it.
CREATE TABLE instance (
    instance_id uuid NOT NULL,
    host        text NOT NULL,
    pid         integer NOT NULL,
    version     text NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT instance_key PRIMARY KEY (instance_id)
);
CREATE TABLE leader (
    name   text NOT NULL,
    term   bigint NOT NULL,
    holder uuid NOT NULL,
    until  timestamptz NOT NULL,
    CONSTRAINT leader_key PRIMARY KEY (name)
);

CREATE TABLE site (
    site_id     integer GENERATED ALWAYS AS IDENTITY,
    name        text NOT NULL,
    region      text NOT NULL,
    latitude    double precision NOT NULL,
    longitude   double precision NOT NULL,
    zone        text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT site_key PRIMARY KEY (site_id),
    CONSTRAINT site_name_once UNIQUE (name),
    CONSTRAINT site_on_earth
        CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)
);

CREATE TABLE section (
    section_id integer GENERATED ALWAYS AS IDENTITY,
    name       text NOT NULL,
    CONSTRAINT section_key PRIMARY KEY (section_id),
    CONSTRAINT section_name_once UNIQUE (name)
);

-- The row stays for ever; erasing a person blanks it.
CREATE TABLE person (
    person_id      uuid NOT NULL DEFAULT gen_random_uuid(),
    employee_id    text,
    full_name      text,
    email          text,
    specialty      text,
    panel          text,
    stage          text,
    profession     text,
    relationship   text,
    boss_id        uuid,
    training_ended date,
    may_host       boolean NOT NULL DEFAULT false,
    left_at        timestamptz,
    erased_at      timestamptz,
    row_version    integer NOT NULL DEFAULT 1,
    recorded_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by    text NOT NULL,
    CONSTRAINT person_key PRIMARY KEY (person_id),
    CONSTRAINT person_boss FOREIGN KEY (boss_id) REFERENCES person DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT person_not_own_boss CHECK (boss_id <> person_id),
    CONSTRAINT person_panel CHECK (panel IN ('adult', 'paediatric', 'all')),
    CONSTRAINT person_relationship
        CHECK (relationship IN ('employed', 'affiliated', 'trainee', 'community')),
    CONSTRAINT person_erased CHECK (CASE WHEN erased_at IS NULL
        THEN num_nulls(employee_id, full_name, email, specialty, panel, relationship) = 0
        ELSE num_nonnulls(employee_id, full_name, email, specialty, panel, stage, profession,
            relationship, boss_id, training_ended) = 0 END),
    CONSTRAINT person_name_printable CHECK (full_name !~ '[[:cntrl:]]')
);
CREATE UNIQUE INDEX person_employee_once ON person (employee_id);
CREATE UNIQUE INDEX person_email_once ON person (lower(email))
    WHERE left_at IS NULL AND erased_at IS NULL;
CREATE INDEX person_by_boss ON person (boss_id) WHERE boss_id IS NOT NULL;

-- On the roster from/to, for honest denominators.
CREATE TABLE roster_span (
    person_id    uuid NOT NULL,
    during       daterange NOT NULL,
    relationship text NOT NULL,
    profession   text,
    CONSTRAINT roster_span_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT roster_span_apart EXCLUDE USING gist (person_id WITH =, during WITH &&)
);

CREATE TABLE person_site (
    person_id uuid NOT NULL,
    site_id   integer NOT NULL,
    is_home   boolean NOT NULL,
    CONSTRAINT person_site_key PRIMARY KEY (person_id, site_id),
    CONSTRAINT person_site_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT person_site_site FOREIGN KEY (site_id) REFERENCES site
);
CREATE UNIQUE INDEX person_site_one_home ON person_site (person_id) WHERE is_home;

CREATE TABLE person_section (
    person_id  uuid NOT NULL,
    section_id integer NOT NULL,
    CONSTRAINT person_section_key PRIMARY KEY (person_id, section_id),
    CONSTRAINT person_section_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT person_section_section FOREIGN KEY (section_id) REFERENCES section
);

-- When a person can come: ISO weekday, minutes after local midnight.
CREATE TABLE availability (
    person_id   uuid NOT NULL,
    weekday     smallint NOT NULL,
    from_minute smallint NOT NULL,
    to_minute   smallint NOT NULL,
    CONSTRAINT availability_key PRIMARY KEY (person_id, weekday, from_minute),
    CONSTRAINT availability_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT availability_weekday CHECK (weekday BETWEEN 1 AND 7),
    CONSTRAINT availability_minutes
        CHECK (0 <= from_minute AND from_minute < to_minute AND to_minute <= 1440)
);

-- Two people who never share a table; both ways by construction.
CREATE TABLE exclusion (
    person_a     uuid NOT NULL,
    person_b     uuid NOT NULL,
    reason_code  text NOT NULL,
    confidential boolean NOT NULL DEFAULT true,
    until_on     date,
    recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by  text NOT NULL,
    CONSTRAINT exclusion_key PRIMARY KEY (person_a, person_b),
    CONSTRAINT exclusion_person_a FOREIGN KEY (person_a) REFERENCES person,
    CONSTRAINT exclusion_person_b FOREIGN KEY (person_b) REFERENCES person,
    CONSTRAINT exclusion_ordered CHECK (person_a < person_b),
    CONSTRAINT exclusion_reason CHECK (reason_code IN ('asked', 'family', 'conflict', 'other'))
);

-- That somebody agreed, to which wording, when and how.
CREATE TABLE consent (
    consent_id  bigint GENERATED ALWAYS AS IDENTITY,
    person_id   uuid NOT NULL,
    wording     text NOT NULL,
    channel     text NOT NULL,
    given_at    timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by text NOT NULL,
    CONSTRAINT consent_key PRIMARY KEY (consent_id),
    CONSTRAINT consent_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT consent_channel CHECK (channel IN ('import', 'page', 'mail', 'administrator')),
    CONSTRAINT consent_wording_named CHECK (wording <> '')
);
CREATE INDEX consent_by_person ON consent (person_id);
CREATE TRIGGER consent_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
