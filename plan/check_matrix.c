#include "check_matrix.h"

#include "arena.h"
#include "matrix_check.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

static void
add_line(struct text *findings, const char *line)
{
	text_add_line(findings, line);
	text_add(findings, "\n");
}

size_t
check_matrix_plan(const struct json *plan, const struct text *bytes,
    struct text *findings)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	const struct json *list = json_find(plan, "group_of");
	size_t count = json_count(list);
	uint32_t *group_of = ARENA_NEW(&arena, uint32_t, count + 1);
	int64_t objective = 0, group = 0;
	double told = 0;
	struct err err;
	char line[120];

	for (size_t i = 0; i < count; i++) {
		if (!json_as_int(json_at(list, i), &group) || group < 0 ||
		    group > UINT32_MAX) {
			snprintf(line, sizeof line, "element %zu: no group", i);
			add_line(findings, line);
			return 1;
		}
		group_of[i] = (uint32_t)group;
	}
	if (matrix_check(text_string(bytes), group_of, (uint32_t)count, &objective,
		&err) != OK) {
		add_line(findings, err.text);
		return 1;
	}
	if (json_as_real(json_find(plan, "objective"), &told) &&
	    fabs(told * 1000 - (double)objective) < 0.5)
		return 0;
	snprintf(line, sizeof line, "objective is %" PRId64 ".%03" PRId64 ", not %.3f",
	    objective / 1000, objective % 1000, told);
	add_line(findings, line);
	return 1;
}
