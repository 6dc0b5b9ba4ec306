#include "round_rows.h"

#include "queries.inc"
#include "round_snapshot.h"

static const struct column facts_columns[] = {
	COLUMN(struct round_facts, round_id),
	COLUMN(struct round_facts, season_id),
	COLUMN(struct round_facts, seq),
	COLUMN(struct round_facts, name),
	COLUMN(struct round_facts, state),
	COLUMN(struct round_facts, local_start),
	COLUMN(struct round_facts, zone),
	COLUMN(struct round_facts, starts_s),
	COLUMN(struct round_facts, respond_by_s),
	COLUMN(struct round_facts, lasts_min),
	COLUMN(struct round_facts, seats_min),
	COLUMN(struct round_facts, seats_max),
	COLUMN(struct round_facts, travel_max_min),
	COLUMN(struct round_facts, weigh_specialty),
	COLUMN(struct round_facts, weigh_site),
	COLUMN(struct round_facts, weigh_stage),
	COLUMN(struct round_facts, weigh_role),
	COLUMN(struct round_facts, weigh_travel),
	COLUMN(struct round_facts, weigh_repeats),
	COLUMN(struct round_facts, weigh_wishes),
	COLUMN(struct round_facts, weigh_alone),
	COLUMN(struct round_facts, weigh_left_out),
	COLUMN(struct round_facts, cap),
	COLUMN(struct round_facts, free),
	COLUMN(struct round_facts, fund_id),
	COLUMN(struct round_facts, fund),
	COLUMN(struct round_facts, currency),
};

static const struct column person_columns[] = {
	COLUMN(struct person_row, person_id),
	COLUMN(struct person_row, specialty),
	COLUMN(struct person_row, stage),
	COLUMN(struct person_row, profession),
	COLUMN(struct person_row, site_id),
	COLUMN(struct person_row, is_free),
	COLUMN(struct person_row, may_host),
	COLUMN(struct person_row, host_count),
	COLUMN(struct person_row, seat_count),
	COLUMN(struct person_row, credit),
	COLUMN(struct person_row, glue),
	COLUMN(struct person_row, sections),
	COLUMN(struct person_row, minds_alone),
};

static const struct column id_columns[] = { COLUMN(struct id_row, id) };

static const struct column venue_columns[] = {
	COLUMN(struct venue_row, venue_id),
	COLUMN(struct venue_row, seats),
	COLUMN(struct venue_row, tables),
};

static const struct column way_columns[] = {
	COLUMN(struct way_row, site_id),
	COLUMN(struct way_row, venue_id),
	COLUMN(struct way_row, minutes),
};

static const struct column apart_columns[] = {
	COLUMN(struct pair_row, person_a),
	COLUMN(struct pair_row, person_b),
	COLUMN(struct pair_row, is_report),
};

static const struct column met_columns[] = {
	COLUMN(struct pair_row, person_a),
	COLUMN(struct pair_row, person_b),
	COLUMN(struct pair_row, times),
	COLUMN(struct pair_row, rounds_ago),
};

static const struct column wish_columns[] = {
	COLUMN(struct pair_row, person_a),
	COLUMN(struct pair_row, person_b),
};

static const struct column given_columns[] = {
	COLUMN(struct given_row, person_id),
	COLUMN(struct given_row, prompt_id),
};

#define QUERY(sql, params, columns)                     \
	{                                               \
		sql, params, columns, COUNT_OF(columns) \
	}
const struct query round_snapshot_queries[ROUND_SNAPSHOT_QUERY_COUNT] = {
	[ROUND_ROWS_FACTS] = QUERY(SQL_ROUND_FACTS, 1, facts_columns),
	[ROUND_ROWS_PEOPLE] = QUERY(SQL_ROUND_PEOPLE, 1, person_columns),
	[ROUND_ROWS_SITES] = QUERY(SQL_ROUND_SITES, 0, id_columns),
	[ROUND_ROWS_VENUES] = QUERY(SQL_ROUND_VENUES, 1, venue_columns),
	[ROUND_ROWS_WAYS] = QUERY(SQL_ROUND_WAYS, 1, way_columns),
	[ROUND_ROWS_APART] = QUERY(SQL_ROUND_APART, 1, apart_columns),
	[ROUND_ROWS_MET] = QUERY(SQL_ROUND_MET, 1, met_columns),
	[ROUND_ROWS_WISHES] = QUERY(SQL_ROUND_WISHES, 1, wish_columns),
	[ROUND_ROWS_PROMPTS] = QUERY(SQL_ROUND_PROMPTS, 0, id_columns),
	[ROUND_ROWS_GIVEN] = QUERY(SQL_ROUND_PROMPTS_GIVEN, 1, given_columns),
};
