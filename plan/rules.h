/* rules.h - the file of rules: weights, limits, and people who belong together. */
#ifndef CONVENE_RULES_H
#define CONVENE_RULES_H

#include "arena.h"
#include "grouping.h"
#include "source.h"

/* What two people may have in common; the engine's attributes, in its order. */
enum rules_attribute {
	RULES_SPECIALTY,
	RULES_SITE,
	RULES_STAGE,
	RULES_ROLE,
	RULES_PANEL,
	RULES_RELATIONSHIP,
	RULES_REGION,
	RULES_ATTRIBUTE_COUNT,
};

#define RULES_SECTIONS_MAX 64
#define RULES_POINTS_MAX 1000
#define RULES_LEVELS_MAX 20

/* A text of the file, and where it stands. */
struct rules_text {
	struct rules_text *next; /* in the file's order */
	const char *text;
	int line;
};

struct rules_texts {
	struct rules_text *first, *last;
	size_t count;
};

/* keep "..." (together at one table, on certain evenings) or wish "..." (points for each
 * pair of them). */
struct rules_circle {
	struct rules_circle *next;
	const char *name;
	int line;
	bool is_kept;
	unsigned evenings; /* of a keep: those on which they sit together; 0: any */
	int32_t points;    /* of a wish: above 0 they would like to meet */
	struct rules_texts people;
};

struct rules {
	struct arena arena;
	struct source source;
	struct grouping_weights weights; /* by enum rules_attribute */
	int32_t met;                     /* of a pair that met in the last round */
	uint8_t minutes_max;
	unsigned evenings; /* on which tables are held: bit n is weekday n */
	int levels;        /* of managers who must not sit with somebody below them */
	struct rules_texts sections;   /* in which nobody is to be alone */
	struct rules_texts fine_alone; /* people to whom that is all the same */
	struct rules_circle *circles, *last_circle;
};

/* What is in force without a file. */
void rules_start(struct rules *rules);

/* Changes what the file names. ERR_INVALID with lines "FILE:LINE: what" in errors; as
 * source_read() for a file that cannot be read. */
MUST_CHECK enum status rules_read(struct rules *rules, const char *path,
    struct text *errors, struct err *err);

/* The same from bytes; file is told in errors only. */
MUST_CHECK enum status rules_parse(struct rules *rules, const char *file,
    const char *bytes, size_t length, struct text *errors, struct err *err);

/* "specialty", "travel": the name of a term in rules, plans and tables; NULL for an
 * attribute that has no meaning here. */
const char *rules_term(enum grouping_term term);

/* For CLEANUP(). */
void rules_done(struct rules *rules);
#endif
