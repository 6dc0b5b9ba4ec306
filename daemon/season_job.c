/* season_job.c - asks which seasons want a round, and writes each one's next. */
#include "season_job.h"

#include "cadence.h"
#include "clock.h"
#include "journal.h"
#include "season_store.h"
#include "zone.h"

#include <assert.h>
#include <string.h>

struct season_job {
	struct daemon *daemon;
	int open; /* answers that are still to come */
	struct err err;
	season_job_fn *done;
	void *arg;
};

static void
end_one(struct season_job *job, enum status status, const struct err *err)
{
	if (status != OK)
		job->err = *err;
	assert(job->open > 0);
	if (--job->open > 0)
		return;
	job->done(job->err.status, &job->err, job->arg);
	free(job);
}

static void
on_written(enum status status, const struct err *err, void *arg)
{
	end_one(arg, status, err);
}

/* The next evening after the last one; false when the season has none. */
static enum status
next_day(const struct season_row *season, int32_t *ret_days, bool *ret_is_over,
    struct err *err)
{
	struct cadence_season rule = { .policy = CADENCE_SKIP };
	int32_t after, ends = CIVIL_DAYS_MAX;
	int number;
	enum status status = cadence_parse(season->cadence, &rule.cadence, err);

	if (status == OK)
		status = civil_parse_date(season->starts_on, &rule.start_days, err);
	if (status == OK && season->ends_on != NULL)
		status = civil_parse_date(season->ends_on, &ends, err);
	if (status != OK)
		return status;
	after = rule.start_days - 1;
	if (season->last_day != NULL)
		status = civil_parse_date(season->last_day, &after, err);
	if (status != OK)
		return status;
	*ret_is_over = (season->rounds_max.is_there &&
			   season->last_seq >= season->rounds_max.value) ||
	    !cadence_next(&rule, after, &number, ret_days) || *ret_days > ends;
	return OK;
}

static void
free_zone(struct zone **zone)
{
	zone_close(zone);
}

/* Evenings that are too near to ask anybody are passed over, so that a daemon that was
 * away for a year plans one round and not twelve. */
static enum status
next_round(const struct season_row *season, char local[static CIVIL_TEXT_MAX],
    struct season_round *ret_round, bool *ret_is_over, struct err *err)
{
	CLEANUP(free_zone) struct zone *zone = NULL;
	struct season_row from = *season;
	char day[CIVIL_TEXT_MAX];
	struct civil_time time;
	enum zone_fit fit;
	enum status status = zone_open(season->zone, &zone, err);

	if (status == OK)
		status = civil_parse_minute(season->starts_time, &time.minute, err);
	while (status == OK) {
		status = next_day(&from, &time.days, ret_is_over, err);
		if (status != OK || *ret_is_over)
			break;
		civil_format_time(time, local);
		status = zone_to_utc(zone, local, &ret_round->starts_s, &fit, err);
		if (status == OK && fit != ZONE_NEVER &&
		    ret_round->starts_s - season->respond_by_s > clock_now_s())
			break;
		from.last_day = civil_format_date(time.days, day);
	}
	ret_round->season_id = season->season_id;
	ret_round->seq = season->last_seq + 1;
	ret_round->local_start = local;
	ret_round->zone = season->zone;
	ret_round->forms_s = ret_round->starts_s - season->lead_s;
	ret_round->respond_by_s = ret_round->starts_s - season->respond_by_s;
	return status;
}

static void
plan(struct season_job *job, const struct season_row *season)
{
	struct season_round round = { .seq = 0 };
	char local[CIVIL_TEXT_MAX];
	bool is_over = false;
	struct err err = { OK, "" };
	enum status status = next_round(season, local, &round, &is_over, &err);

	if (status != OK) {
		journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
		    "season %s cannot be planned: %s", season->name, err.text);
		return;
	}
	job->open++;
	if (is_over)
		season_store_end(job->daemon->db, season->season_id, on_written, job);
	else
		season_store_plan(job->daemon->db, &round, on_written, job);
}

static void
on_season(enum status status, const struct season_row *season, const struct err *err,
    void *arg)
{
	struct season_job *job = arg;

	if (season != NULL)
		plan(job, season);
	else
		end_one(job, status, err);
}

void
season_job_start(struct daemon *daemon, season_job_fn *done, void *arg)
{
	struct season_job *job = alloc_zero(1, sizeof *job);

	*job = (struct season_job){ .daemon = daemon,
		.open = 1,
		.done = done,
		.arg = arg };
	season_store_wanting(daemon->db, clock_now_s(), on_season, job);
}
