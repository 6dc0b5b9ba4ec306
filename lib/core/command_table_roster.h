/* command_table_roster.h - the rows about people, places and questions.
 * Read by command_table.c alone, in the middle of its table. */
/* clang-format off */

[COMMAND_ROSTER_IMPORT] = { POST("roster", "import", "/v1/roster/import", ROLE_OPERATOR),
	.flags = COMMAND_MASS | COMMAND_FILES,
	.help = "read people, and their sites, from CSV files",
	.more = "The file is the whole roster: who is not in it has left. One "
	    "transaction: "
	    "all of it, or nothing. convene-roster(5) describes the columns.",
	.example = "convenectl roster import clinicians.csv --sites sites.csv --dry-run",
	.arguments = ARGUMENTS(
	    ARG("file", ARGUMENT_FILE, POSITIONAL, "the people", .wire = "roster")
	    ARG("sites", ARGUMENT_FILE, 0, "the sites, read first")
	    DRY_RUN
	    ARG("allow-leaving", ARGUMENT_INTEGER, 0, "refuse a file in which more than "
		"this "
		"part of the people is missing", .shown = "PERCENT", .initial = "5",
		.most = 100)
	    REASON) },

[COMMAND_PERSON_LIST] = { GET("person", "list", "/v1/persons", ROLE_VIEWER),
	.flags = COMMAND_LIST,
	.help = "list the people of the roster",
	.example = "convenectl person list --site \"Site 12\" --specialty Cardiology",
	.columns = "id name specialty site panel relationship",
	.arguments = ARGUMENTS(
	    ARG("site", ARGUMENT_TEXT, 0, "only of this site", .shown = "SITE", .least
		= 1)
	    ARG("specialty", ARGUMENT_TEXT, 0, "only of this specialty", .shown =
		"SPECIALTY",
		.least = 1)
	    ARG("search", ARGUMENT_TEXT, 0, "only whose name, id or address holds this",
		.least = 1)
	    PAGE) },
[COMMAND_PERSON_SHOW] = { GET("person", "show", "/v1/persons/ID", ROLE_VIEWER),
	.help = "show one person: roster, enrolments, seats",
	.example = "convenectl person show P0001",
	.arguments = ARGUMENTS(ID("the employer's id of the person")) },
[COMMAND_PERSON_EXPLAIN] = { GET("person", "explain", "/v1/persons/ID/explain",
	ROLE_VIEWER),
	.help = "say why somebody sits where they do, or has no seat",
	.more = "Of the newest round that was formed with them.",
	.example = "convenectl person explain P0001",
	.arguments = ARGUMENTS(ID("the employer's id of the person")) },

[COMMAND_ENROLMENT_IMPORT] = { POST("enrolment", "import", "/v1/enrolments/import",
	ROLE_OPERATOR),
	.flags = COMMAND_MASS | COMMAND_FILES,
	.help = "read who takes part in a season, with their consent, from a CSV file",
	.more = "One transaction: all of it, or nothing. convene-roster(5) describes the "
	    "columns.",
	.example = "convenectl enrolment import winter-27 enrolled.csv --dry-run",
	.arguments = ARGUMENTS(
	    ARG("season", ARGUMENT_ID, POSITIONAL, "the season", .shown = "SEASON")
	    ARG("file", ARGUMENT_FILE, POSITIONAL, "the people", .wire = "enrolments")
	    DRY_RUN REASON) },
[COMMAND_ENROLMENT_LIST] = { GET("enrolment", "list", "/v1/enrolments", ROLE_VIEWER),
	.flags = COMMAND_LIST,
	.help = "list who takes part in a season",
	.example = "convenectl enrolment list winter-27",
	.columns = "id name site state paused_until_on",
	.arguments = ARGUMENTS(
	    ARG("season", ARGUMENT_ID, POSITIONAL, "the season", .shown = "SEASON")
	    PAGE) },

[COMMAND_PROMPT_IMPORT] = { POST("prompt", "import", "/v1/prompts/import", ROLE_OPERATOR),
	.flags = COMMAND_MASS | COMMAND_FILES,
	.help = "read discussion questions from a file",
	.example = "convenectl prompt import prompts.csv --dry-run",
	.arguments = ARGUMENTS(
	    ARG("file", ARGUMENT_FILE, POSITIONAL, "the questions", .wire = "prompts")
	    DRY_RUN REASON) },
[COMMAND_PROMPT_LIST] = { GET("prompt", "list", "/v1/prompts", ROLE_VIEWER),
	.flags = COMMAND_LIST,
	.help = "list the discussion questions",
	.example = "convenectl prompt list --topic meaning",
	.columns = "id topic used text",
	.arguments = ARGUMENTS(
	    ARG("topic", ARGUMENT_TEXT, 0, "only of this topic", .shown = "TOPIC",
		.least = 1)
	    PAGE) },

[COMMAND_VENUE_IMPORT] = { POST("venue", "import", "/v1/venues/import", ROLE_OPERATOR),
	.flags = COMMAND_MASS | COMMAND_FILES,
	.help = "read venues from a CSV file",
	.example = "convenectl venue import venues.csv --dry-run",
	.arguments = ARGUMENTS(
	    ARG("file", ARGUMENT_FILE, POSITIONAL, "the venues", .wire = "venues")
	    DRY_RUN REASON) },
[COMMAND_VENUE_LIST] = { GET("venue", "list", "/v1/venues", ROLE_VIEWER),
	.flags = COMMAND_LIST,
	.help = "list the venues",
	.example = "convenectl venue list",
	.columns = "id street tables seats_per_table price_class virtual",
	.arguments = ARGUMENTS(PAGE) },
