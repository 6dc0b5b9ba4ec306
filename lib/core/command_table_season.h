/* command_table_season.h - the rows about programs and their seasons.
 * Read by command_table.c alone, in the middle of its table. */
/* clang-format off */

[COMMAND_PROGRAM_ADD] = { POST("program", "add", "/v1/programs", ROLE_OPERATOR),
	.help = "add a program: a standing offer with a format",
	.example = "convenectl program add dinners --format dinner --title "
	    "\"Facilitated dinners\"",
	.arguments = ARGUMENTS(
	    ARG("name", ARGUMENT_ID, POSITIONAL, "what other commands call it",
		.shown = "NAME", .most = 60)
	    ARG("format", ARGUMENT_CHOICE, REQUIRED, "how people meet", .choices =
		"dinner")
	    ARG("title", ARGUMENT_TEXT, 0, "what people read; without it, the name",
		.least = 1)) },
[COMMAND_PROGRAM_LIST] = { GET("program", "list", "/v1/programs", ROLE_VIEWER),
	.flags = COMMAND_LIST,
	.help = "list the programs",
	.example = "convenectl program list",
	.columns = "id title format seasons",
	.arguments = ARGUMENTS(PAGE) },

[COMMAND_SEASON_ADD] = { POST("season", "add", "/v1/seasons", ROLE_OPERATOR),
	.help = "add a season: dates, sizes, money and rules of one run of a program",
	.more = "Nothing is formed and nobody is asked before season start. Without "
	    "--ends and "
	    "--rounds the season goes on while its fund pays.",
	.example = "convenectl season add winter-27 --program dinners "
	    "--cadence \"monthly second thursday\" --at 18:30 --zone America/New_York "
	    "--starts 2027-01-01 --rounds 6 --size 6..8 --cap 45.00 --fund PF-2026",
	.arguments = ARGUMENTS(
	    ARG("name", ARGUMENT_ID, POSITIONAL, "what other commands call it",
		.shown = "NAME", .most = 60)
	    ARG("program", ARGUMENT_ID, REQUIRED, "the program it runs", .shown =
		"PROGRAM")
	    ARG("cadence", ARGUMENT_TEXT, REQUIRED, "the rule of its days, like "
		"\"monthly second thursday\"", .shown = "RULE", .least = 1)
	    ARG("at", ARGUMENT_TIME, REQUIRED, "the local time at which gatherings start")
	    ARG("zone", ARGUMENT_ID, REQUIRED, "the time zone of that time",
		.shown = "ZONE", .most = 64)
	    ARG("starts", ARGUMENT_DATE, REQUIRED, "its first possible day")
	    ARG("ends", ARGUMENT_DATE, 0, "its last possible day")
	    ARG("rounds", ARGUMENT_INTEGER, 0, "rounds at most", .least = 1, .most = 1000)
	    ARG("size", ARGUMENT_RANGE, REQUIRED, "people at one table", .least = 2,
		.most = 30)
	    ARG("cap", ARGUMENT_MONEY, REQUIRED, "money for each seat, in the fund's "
		"currency", .least = 0, .most = DOLLARS(10000))
	    ARG("fund", ARGUMENT_ID, REQUIRED, "the fund that pays", .shown = "FUND")
	    ARG("lead", ARGUMENT_DURATION, 0, "tables are formed this long ahead",
		.initial = "21d", .least = 3600, .most = DAYS(180))
	    ARG("respond-by", ARGUMENT_DURATION, 0, "answers are due this long ahead",
		.initial = "10d", .least = 3600, .most = DAYS(180))
	    ARG("recall-window", ARGUMENT_DURATION, 0, "mails of a published round wait "
		"so "
		"long, so that it can be undone", .initial = "30min", .most = DAYS(7))
	    ARG("publish", ARGUMENT_CHOICE, 0, "formed rounds are published by "
		"themselves, or "
		"by an administrator", .choices = "auto|manual", .initial = "auto")
	    ARG("travel-max", ARGUMENT_DURATION, 0, "nobody travels longer to a table",
		.initial = "45min", .least = 60, .most = DAYS(1))
	    ARG("lasts", ARGUMENT_DURATION, 0, "how long a gathering takes",
		.initial = "2h", .least = 300, .most = DAYS(1))),
	.check = command_check_season },
[COMMAND_SEASON_CHANGE] = { POST("season", "change", "/v1/seasons/ID/change",
	ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "change what counts when the tables of a season are formed",
	.more = "Whole numbers from 0 to 10000: what it costs when a table has that. The "
	    "search looks for the tables that cost least; 0 means that it does not "
	    "matter. Rounds that are formed stay as they are.",
	.example = "convenectl season change winter-27 --weigh-specialty 20 "
	    "--weigh-travel 0",
	.arguments = ARGUMENTS(SEASON
	    WEIGHT("weigh-specialty", "the same specialty, for each pair at a table")
	    WEIGHT("weigh-site", "the same site")
	    WEIGHT("weigh-stage", "the same career stage")
	    WEIGHT("weigh-role", "the same role")
	    WEIGHT("weigh-travel", "every five minutes on the way")
	    WEIGHT("weigh-repeats", "having met in the last round; an eighth less with "
		"each round since")
	    WEIGHT("weigh-wishes", "a wish to meet, saved when it is met")
	    WEIGHT("weigh-alone", "sitting as the only one of a section and minding it")
	    WEIGHT("weigh-left-out", "being left out, times one more than the times "
		"before in a row")
	    ARG("manager-levels", ARGUMENT_INTEGER, 0, "so far up the line nobody sits "
		"with a superior; 0: anybody may", .most = 10)
	    REASON),
	.check = command_check_change },
[COMMAND_SEASON_LIST] = { GET("season", "list", "/v1/seasons", ROLE_VIEWER),
	.flags = COMMAND_LIST,
	.help = "list the seasons",
	.example = "convenectl season list",
	.columns = "id program state starts_on fund cap_cents enrolled rounds",
	.arguments = ARGUMENTS(PAGE) },
[COMMAND_SEASON_SHOW] = { GET("season", "show", "/v1/seasons/ID", ROLE_VIEWER),
	.help = "show one season: its rules, its rounds and what it costs",
	.example = "convenectl season show winter-27",
	.arguments = ARGUMENTS(SEASON) },
[COMMAND_SEASON_START] = { POST("season", "start", "/v1/seasons/ID/start", ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "start a season: from now on its rounds form themselves",
	.example = "convenectl season start winter-27",
	.arguments = ARGUMENTS(SEASON REASON) },
