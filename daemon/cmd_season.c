/* cmd_season.c - what the database cannot check of a season: its rule and its zone. */
#include "commands.h"

#include "cadence.h"
#include "zone.h"

enum status
cmd_season_add(struct call *call, struct err *err)
{
	CLEANUP(zone_close) struct zone *zone = NULL;
	struct cadence cadence;
	enum status status = cadence_parse(inputs_text(&call->inputs, "cadence"),
	    &cadence, err);

	if (status != OK)
		return status;
	if (zone_open(inputs_text(&call->inputs, "zone"), &zone, err) != OK)
		return err_set(err, ERR_INVALID,
		    "this machine knows no time zone '%s'; one is America/New_York",
		    inputs_text(&call->inputs, "zone"));
	call_run(call);
	return OK;
}
