#include "commands.h"

#include "study.h"

enum status
cmd_seat_explain(struct call *call, struct err *err)
{
	study_start(call, ROUND_STUDY_SEAT, inputs_text(&call->inputs, "id"),
	    study_explain_person, NULL);
	return OK;
}
