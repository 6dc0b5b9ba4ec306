#include "cmd.h"

#include "check_matrix.h"
#include "reload.h"
#include "told.h"

#include <stdio.h>

static enum status
tell(const struct reload *reload, bool is_json)
{
	struct err err;

	if (reload->found > 0) {
		(void)err_set(&err, ERR_FINDINGS, "%s: %zu %s not as the plan says",
		    reload->path, reload->found,
		    reload->found == 1 ? "thing is" : "things are");
		return told_refusal(&err, &reload->lines, NULL, is_json);
	}
	if (is_json)
		puts("{\"findings\":0}");
	else
		printf("%s is as it says: all rules hold, the score is right\n",
		    reload->path);
	return OK;
}

enum status
cmd_check(const struct inputs *values)
{
	CLEANUP(reload_done) struct reload reload = { .path = NULL };
	bool is_json = inputs_is_set(values, "json");
	struct err err;

	if (reload_plan(inputs_text(values, "plan"), &reload, &err) != OK)
		return told_refusal(&err, &reload.lines, NULL, is_json);
	if (reload.is_matrix)
		reload.found += check_matrix_plan(reload.plan, &reload.matrix.bytes,
		    &reload.lines);
	else
		reload_verify(&reload);
	return tell(&reload, is_json);
}
