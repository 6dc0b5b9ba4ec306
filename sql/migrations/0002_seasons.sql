-- Programs and their seasons; rounds, gatherings and seats; prompts, venues, who met whom.

CREATE TABLE program (
    program_id  integer GENERATED ALWAYS AS IDENTITY,
    name        text NOT NULL,
    title       text NOT NULL,
    format      text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by text NOT NULL,
    CONSTRAINT program_key PRIMARY KEY (program_id),
    CONSTRAINT program_name_once UNIQUE (name),
    CONSTRAINT program_name_plain CHECK (name ~ '^[a-z0-9][a-z0-9.-]{0,39}$'),
    CONSTRAINT program_format
        CHECK (format IN ('dinner', 'networking', 'mentoring', 'cohort', 'event'))
);

CREATE TABLE fund (
    fund_id     integer GENERATED ALWAYS AS IDENTITY,
    name        text NOT NULL,
    currency    text NOT NULL,
    grantor     text,
    sponsor     text,
    purpose     text,
    starts_on   date,
    ends_on     date,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by text NOT NULL,
    CONSTRAINT fund_key PRIMARY KEY (fund_id),
    CONSTRAINT fund_name_once UNIQUE (name),
    CONSTRAINT fund_name_plain CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$'),
    CONSTRAINT fund_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT fund_dates CHECK (starts_on <= ends_on)
);

CREATE TABLE season (
    season_id       integer GENERATED ALWAYS AS IDENTITY,
    program_id      integer NOT NULL,
    name            text NOT NULL,
    state           text NOT NULL DEFAULT 'planned',
    cadence         text NOT NULL, -- grammar: lib/core/cadence.h
    starts_time     text NOT NULL,
    zone            text NOT NULL,
    starts_on       date NOT NULL,
    ends_on         date,
    rounds_max      integer,
    seats_min       smallint NOT NULL,
    seats_max       smallint NOT NULL,
    lasts_min       smallint NOT NULL,
    travel_max_min  smallint NOT NULL,
    cap_cents       cents NOT NULL,
    fund_id         integer NOT NULL,
    lead_s          bigint NOT NULL, -- a round is formed so long before its evening
    respond_by_s    bigint NOT NULL, -- answers are asked for so long before it
    recall_window_s bigint NOT NULL, -- mail rests so long after publishing
    publish         text NOT NULL,
    -- what it costs when a rule is bent, for the engine (lib/core/grouping.h)
    weigh_specialty integer NOT NULL DEFAULT 10,
    weigh_site      integer NOT NULL DEFAULT 6,
    weigh_stage     integer NOT NULL DEFAULT 4,
    weigh_role      integer NOT NULL DEFAULT 4,
    weigh_travel    integer NOT NULL DEFAULT 1,
    weigh_repeats   integer NOT NULL DEFAULT 60,
    weigh_wishes    integer NOT NULL DEFAULT 20,
    weigh_alone     integer NOT NULL DEFAULT 15,
    weigh_left_out  integer NOT NULL DEFAULT 300,
    manager_levels  smallint NOT NULL DEFAULT 1, -- so far up nobody sits with a superior
    row_version     integer NOT NULL DEFAULT 1,
    recorded_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by     text NOT NULL,
    CONSTRAINT season_key PRIMARY KEY (season_id),
    CONSTRAINT season_program FOREIGN KEY (program_id) REFERENCES program,
    CONSTRAINT season_fund FOREIGN KEY (fund_id) REFERENCES fund,
    CONSTRAINT season_name_once UNIQUE (name),
    CONSTRAINT season_name_plain CHECK (name ~ '^[a-z0-9][a-z0-9.-]{0,39}$'),
    CONSTRAINT season_state CHECK (state IN ('planned', 'running', 'paused', 'ended')),
    CONSTRAINT season_starts_time CHECK (starts_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    CONSTRAINT season_dates CHECK (starts_on <= ends_on),
    CONSTRAINT season_rounds CHECK (rounds_max > 0),
    CONSTRAINT season_sizes
        CHECK (2 <= seats_min AND seats_min <= seats_max AND seats_max <= 32),
    CONSTRAINT season_lasts CHECK (lasts_min BETWEEN 15 AND 720),
    CONSTRAINT season_travel CHECK (travel_max_min BETWEEN 1 AND 240),
    CONSTRAINT season_cap CHECK (cap_cents > 0),
    CONSTRAINT season_lead CHECK (lead_s > respond_by_s AND respond_by_s > 0),
    CONSTRAINT season_recall CHECK (recall_window_s >= 0),
    CONSTRAINT season_weights CHECK (
        0 <= least(weigh_specialty, weigh_site, weigh_stage, weigh_role, weigh_travel,
            weigh_repeats, weigh_wishes, weigh_alone, weigh_left_out)
        AND greatest(weigh_specialty, weigh_site, weigh_stage, weigh_role, weigh_travel,
            weigh_repeats, weigh_wishes, weigh_alone, weigh_left_out) <= 10000),
    CONSTRAINT season_manager_levels CHECK (manager_levels BETWEEN 0 AND 10),
    CONSTRAINT season_publish CHECK (publish IN ('auto', 'manual'))
);
CREATE TRIGGER season_state_guard BEFORE UPDATE OF state ON season
    FOR EACH ROW EXECUTE FUNCTION state_guard('season');

CREATE TABLE enrolment (
    season_id       integer NOT NULL,
    person_id       uuid NOT NULL,
    state           text NOT NULL DEFAULT 'enrolled',
    paused_until    date,
    may_host        boolean, -- NULL: as the roster says
    name_shown      boolean NOT NULL DEFAULT true, -- to the others at the table
    fairness_credit integer NOT NULL DEFAULT 0, -- times left out in a row
    company         text, -- who has the same one sits together all season
    may_sit_alone   boolean NOT NULL DEFAULT false, -- as the only one of a section
    consent_id      bigint NOT NULL,
    recorded_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by     text NOT NULL,
    CONSTRAINT enrolment_key PRIMARY KEY (season_id, person_id),
    CONSTRAINT enrolment_season FOREIGN KEY (season_id) REFERENCES season,
    CONSTRAINT enrolment_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT enrolment_consent FOREIGN KEY (consent_id) REFERENCES consent,
    CONSTRAINT enrolment_state CHECK (state IN ('enrolled', 'paused', 'left')),
    CONSTRAINT enrolment_pause CHECK (state <> 'paused' OR paused_until IS NOT NULL),
    CONSTRAINT enrolment_credit CHECK (fairness_credit >= 0)
);
CREATE INDEX enrolment_by_person ON enrolment (person_id);

-- Whom somebody would like to meet in a season.
CREATE TABLE wish (
    season_id integer NOT NULL,
    person_id uuid NOT NULL,
    other_id  uuid NOT NULL,
    CONSTRAINT wish_key PRIMARY KEY (season_id, person_id, other_id),
    CONSTRAINT wish_enrolment FOREIGN KEY (season_id, person_id) REFERENCES enrolment,
    CONSTRAINT wish_other FOREIGN KEY (other_id) REFERENCES person,
    CONSTRAINT wish_not_self CHECK (person_id <> other_id)
);

CREATE TABLE prompt (
    prompt_id   integer GENERATED ALWAYS AS IDENTITY,
    code        text NOT NULL,
    topic       text NOT NULL,
    body        text NOT NULL,
    licence     text NOT NULL,
    source      text NOT NULL,
    retired_at  timestamptz,
    row_version integer NOT NULL DEFAULT 1,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by text NOT NULL,
    CONSTRAINT prompt_key PRIMARY KEY (prompt_id),
    CONSTRAINT prompt_code_once UNIQUE (code),
    CONSTRAINT prompt_has_text CHECK (body <> '' AND topic <> ''),
    CONSTRAINT prompt_provenance CHECK (licence <> '' AND source <> '')
);

CREATE TABLE venue (
    venue_id        integer GENERATED ALWAYS AS IDENTITY,
    name            text NOT NULL,
    street          text NOT NULL DEFAULT '',
    latitude        double precision,
    longitude       double precision,
    tables          smallint NOT NULL,
    seats_per_table smallint NOT NULL,
    price_class     smallint NOT NULL DEFAULT 2,
    on_campus       boolean NOT NULL DEFAULT false,
    virtual_url     text,
    backup_id       integer,
    closed_at       timestamptz,
    row_version     integer NOT NULL DEFAULT 1,
    recorded_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by     text NOT NULL,
    CONSTRAINT venue_key PRIMARY KEY (venue_id),
    CONSTRAINT venue_backup FOREIGN KEY (backup_id) REFERENCES venue,
    CONSTRAINT venue_name_once UNIQUE (name),
    CONSTRAINT venue_room CHECK (tables > 0 AND seats_per_table > 1),
    CONSTRAINT venue_price CHECK (price_class BETWEEN 1 AND 4),
    CONSTRAINT venue_somewhere CHECK (virtual_url IS NOT NULL
        OR (num_nulls(latitude, longitude) = 0
            AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180))
);

CREATE TABLE round (
    round_id        integer GENERATED ALWAYS AS IDENTITY,
    season_id       integer NOT NULL,
    seq             integer NOT NULL,
    state           text NOT NULL DEFAULT 'planned',
    local_start     timestamp NOT NULL,
    zone            text NOT NULL,
    starts_at       timestamptz NOT NULL,
    form_at         timestamptz NOT NULL,
    respond_by_at   timestamptz NOT NULL,
    -- forming_* only save work; formation_id alone proves who formed the round
    forming_token   uuid,
    forming_until   timestamptz,
    forming_strikes smallint NOT NULL DEFAULT 0,
    formation_id    uuid,
    formed_at       timestamptz,
    formed_by       text,
    seed            bigint,
    effort          bigint,
    snapshot_digest digest32,
    cost            bigint,
    bound           bigint,
    summary         jsonb,
    trouble         text, -- why it is not formed yet, for an administrator
    published_at    timestamptz,
    recorded_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT round_key PRIMARY KEY (round_id),
    CONSTRAINT round_season FOREIGN KEY (season_id) REFERENCES season,
    CONSTRAINT round_once UNIQUE (season_id, seq),
    CONSTRAINT round_formation_once UNIQUE (formation_id),
    CONSTRAINT round_seq CHECK (seq > 0),
    CONSTRAINT round_state CHECK (state IN
        ('planned', 'forming', 'proposed', 'published', 'held', 'closed', 'cancelled')),
    CONSTRAINT round_formed CHECK (state IN ('planned', 'forming', 'cancelled') OR num_nulls(
        formation_id, formed_at, formed_by, seed, effort, snapshot_digest, cost, bound) = 0),
    CONSTRAINT round_in_order CHECK (form_at < respond_by_at AND respond_by_at < starts_at)
);
CREATE INDEX round_open ON round (form_at) WHERE state IN ('planned', 'forming');
CREATE TRIGGER round_state_guard BEFORE UPDATE OF state ON round
    FOR EACH ROW EXECUTE FUNCTION state_guard('round');

-- What a round's tables were made of, and the digest of what was made: whoever wants to know
-- makes it again. Numbers of the input are places in people and venues. edits counts what was
-- changed by hand since.
CREATE TABLE formation (
    round_id    integer NOT NULL,
    engine      text NOT NULL,
    people      uuid[] NOT NULL,
    venues      integer[] NOT NULL,
    input       text NOT NULL, -- lib/core/grouping_archive.h
    plan_digest digest32 NOT NULL,
    truncated   boolean NOT NULL,
    edits       integer NOT NULL DEFAULT 0,
    CONSTRAINT formation_key PRIMARY KEY (round_id),
    CONSTRAINT formation_round FOREIGN KEY (round_id) REFERENCES round
);

CREATE TABLE gathering (
    gathering_id uuid NOT NULL,
    round_id     integer NOT NULL,
    number       integer NOT NULL,
    state        text NOT NULL DEFAULT 'proposed',
    during       tstzrange NOT NULL,
    local_start  timestamp NOT NULL,
    zone         text NOT NULL,
    venue_id     integer NOT NULL,
    prompt_id    integer,
    merged_into  uuid,
    reasons      jsonb NOT NULL DEFAULT '{}',
    row_version  integer NOT NULL DEFAULT 1,
    recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT gathering_key PRIMARY KEY (gathering_id),
    CONSTRAINT gathering_round FOREIGN KEY (round_id) REFERENCES round,
    CONSTRAINT gathering_venue FOREIGN KEY (venue_id) REFERENCES venue,
    CONSTRAINT gathering_prompt FOREIGN KEY (prompt_id) REFERENCES prompt,
    CONSTRAINT gathering_merged FOREIGN KEY (merged_into) REFERENCES gathering,
    CONSTRAINT gathering_once UNIQUE (round_id, number),
    CONSTRAINT gathering_state CHECK (state IN
        ('proposed', 'published', 'confirmed', 'held', 'cancelled', 'merged')),
    CONSTRAINT gathering_bounded CHECK (NOT isempty(during)
        AND NOT lower_inf(during) AND NOT upper_inf(during))
);
CREATE TRIGGER gathering_state_guard BEFORE UPDATE OF state ON gathering
    FOR EACH ROW EXECUTE FUNCTION state_guard('gathering');

-- One person's place in one gathering. during repeats the gathering's, so that nobody sits
-- in two places at once, whatever the format. turn counts a person's places in the round.
CREATE TABLE seat (
    seat_id        uuid NOT NULL,
    round_id       integer NOT NULL,
    season_id      integer NOT NULL,
    person_id      uuid NOT NULL,
    gathering_id   uuid,
    slot           smallint NOT NULL DEFAULT 1,
    turn           smallint NOT NULL DEFAULT 1,
    state          text NOT NULL DEFAULT 'proposed',
    live           boolean NOT NULL GENERATED ALWAYS AS
        (state NOT IN ('declined', 'lapsed', 'withdrawn', 'replaced')) STORED,
    is_host        boolean NOT NULL DEFAULT false,
    during         tstzrange,
    travel_min     smallint,
    event_uid      text NOT NULL,
    event_sequence integer NOT NULL DEFAULT 0,
    answer_channel text,
    answered_at    timestamptz,
    answer_stamp   timestamptz, -- DTSTAMP of the last calendar reply that was applied
    invited_at     timestamptz,
    recorded_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT seat_key PRIMARY KEY (seat_id),
    CONSTRAINT seat_round FOREIGN KEY (round_id) REFERENCES round,
    CONSTRAINT seat_gathering FOREIGN KEY (gathering_id) REFERENCES gathering,
    CONSTRAINT seat_enrolment FOREIGN KEY (season_id, person_id) REFERENCES enrolment,
    CONSTRAINT seat_turn_once UNIQUE (round_id, person_id, slot, turn),
    CONSTRAINT seat_state CHECK (state IN ('standby', 'proposed', 'invited', 'accepted',
        'declined', 'lapsed', 'came', 'absent', 'withdrawn', 'replaced')),
    CONSTRAINT seat_somewhere CHECK (state = 'standby'
        OR num_nulls(gathering_id, during) = 0),
    CONSTRAINT seat_one_place_at_a_time
        EXCLUDE USING gist (person_id WITH =, during WITH &&) WHERE (live)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX seat_once_per_round ON seat (round_id, person_id, slot) WHERE live;
CREATE UNIQUE INDEX seat_one_host ON seat (gathering_id) WHERE live AND is_host;
CREATE INDEX seat_by_event ON seat (event_uid);
CREATE INDEX seat_by_gathering ON seat (gathering_id);
CREATE INDEX seat_by_person ON seat (person_id);
CREATE INDEX seat_unanswered ON seat (round_id) WHERE state = 'invited';
CREATE TRIGGER seat_state_guard BEFORE UPDATE OF state ON seat
    FOR EACH ROW EXECUTE FUNCTION state_guard('seat');

-- Who stays at a table whatever is done to the others: that of this number, or, before the
-- round is formed, wherever those of the same number are put together.
CREATE TABLE pin (
    round_id    integer NOT NULL,
    person_id   uuid NOT NULL,
    number      integer NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by text NOT NULL,
    CONSTRAINT pin_key PRIMARY KEY (round_id, person_id),
    CONSTRAINT pin_round FOREIGN KEY (round_id) REFERENCES round,
    CONSTRAINT pin_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT pin_number CHECK (number > 0)
);

-- Who was enrolled and is at no table of the round, and why.
CREATE TABLE left_out (
    round_id    integer NOT NULL,
    person_id   uuid NOT NULL,
    reason_code text NOT NULL,
    reason      text NOT NULL,
    CONSTRAINT left_out_key PRIMARY KEY (round_id, person_id),
    CONSTRAINT left_out_round FOREIGN KEY (round_id) REFERENCES round,
    CONSTRAINT left_out_person FOREIGN KEY (person_id) REFERENCES person
);

-- One memory over all formats, written when a gathering was held.
CREATE TABLE met (
    person_a uuid NOT NULL,
    person_b uuid NOT NULL,
    times    integer NOT NULL,
    last_on  date NOT NULL,
    CONSTRAINT met_key PRIMARY KEY (person_a, person_b),
    CONSTRAINT met_person_a FOREIGN KEY (person_a) REFERENCES person,
    CONSTRAINT met_person_b FOREIGN KEY (person_b) REFERENCES person,
    CONSTRAINT met_ordered CHECK (person_a < person_b),
    CONSTRAINT met_times CHECK (times > 0)
);

-- No question twice to the same person, across years.
CREATE TABLE prompt_given (
    person_id    uuid NOT NULL,
    prompt_id    integer NOT NULL,
    gathering_id uuid NOT NULL,
    CONSTRAINT prompt_given_once PRIMARY KEY (person_id, prompt_id),
    CONSTRAINT prompt_given_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT prompt_given_prompt FOREIGN KEY (prompt_id) REFERENCES prompt,
    CONSTRAINT prompt_given_gathering FOREIGN KEY (gathering_id) REFERENCES gathering
);
CREATE INDEX prompt_given_by_gathering ON prompt_given (gathering_id);
