/* The table of commands, read as one thing. A row says all: what is asked, by whom, with
 * what, and how one writes it. Its columns are what a list's items hold at least. */
#include "command.h"

#include "command_rows.h"

/* clang-format off */
const struct command command_table[COMMAND_COUNT] = {
[COMMAND_STATUS] = { GET(NULL, "status", "/v1/status", ROLE_VIEWER),
	.help = "show the state of everything on one screen",
	.more = "Answers within a second whatever is out of order, and says what is.",
	.example = "convenectl status",
	.arguments = ARGUMENTS() },
[COMMAND_WHOAMI] = { GET(NULL, "whoami", "/v1/whoami", ROLE_NONE),
	.help = "show who you are to the daemon, and your roles",
	.more = "Groups are fixed at login: after joining one, log in again.",
	.example = "convenectl whoami",
	.arguments = ARGUMENTS() },
[COMMAND_COMMANDS] = { GET(NULL, "commands", "/v1/commands", ROLE_NONE),
	.help = "show every command the daemon knows, with the role it needs",
	.example = "convenectl commands --json",
	.columns = "noun verb role method path help",
	.arguments = ARGUMENTS() },
[COMMAND_HELP] = { NULL, "help", NULL, NULL, ROLE_NONE, .flags = COMMAND_LOCAL,
	.help = "explain a command, or list them all",
	.example = "convenectl help round form",
	.arguments = ARGUMENTS(
	    ARG("noun", ARGUMENT_ID, OPTIONAL, "what the command is about", .shown =
		"NOUN")
	    ARG("verb", ARGUMENT_ID, OPTIONAL, "what it does", .shown = "VERB")) },

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

[COMMAND_ROUND_LIST] = { GET("round", "list", "/v1/rounds", ROLE_VIEWER),
	.flags = COMMAND_LIST,
	.help = "list the rounds, of all seasons or of one",
	.example = "convenectl round list winter-27",
	.columns = "id state starts_at gatherings seats waiting reserved_cents",
	.arguments = ARGUMENTS(
	    ARG("season", ARGUMENT_ID, OPTIONAL, "only of this season", .shown = "SEASON")
	    PAGE) },
[COMMAND_ROUND_SHOW] = { GET("round", "show", "/v1/rounds/ID", ROLE_VIEWER),
	.help = "show one round: its tables, its money, and who was not seated and why",
	.example = "convenectl round show winter-27/1",
	.arguments = ARGUMENTS(ROUND) },
[COMMAND_ROUND_FORM] = { POST("round", "form", "/v1/rounds/ID/form", ROLE_OPERATOR),
	.flags = COMMAND_MASS | COMMAND_WAITS,
	.help = "form the tables of a round and reserve its money",
	.more = "Seasons do this by themselves ahead of time; this does it now. The "
	    "same seed "
	    "gives the same tables. What the fund cannot pay is not formed.",
	.example = "convenectl round form winter-27/1 --seed 7 --dry-run",
	.arguments = ARGUMENTS(ROUND
	    ARG("seed", ARGUMENT_INTEGER, 0, "decides between equals; without it, "
		"chosen by "
		"the daemon and kept", .most = INT64_MAX)
	    DRY_RUN
	    ARG("effort", ARGUMENT_INTEGER, 0, "how hard to look for better tables; "
		"without "
		"it, the setting", .least = 1, .most = 1000)
	    REASON) },
[COMMAND_ROUND_STOP] = { POST("round", "stop", "/v1/rounds/ID/stop", ROLE_OPERATOR),
	.help = "end the search for better tables; the best so far are formed",
	.more = "While the round is being formed, by the daemon that is asked. The plan "
	    "is marked as truncated: it cannot be made again to compare.",
	.example = "convenectl round stop winter-27/1",
	.arguments = ARGUMENTS(ROUND) },
[COMMAND_ROUND_VERIFY] = { GET("round", "verify", "/v1/rounds/ID/verify", ROLE_VIEWER),
	.help = "make the plan of a formed round again and compare",
	.more = "The same input, seed and effort must give the same tables, and a "
	    "checker that shares no code with the search must agree with the score and "
	    "every rule.",
	.example = "convenectl round verify winter-27/1",
	.arguments = ARGUMENTS(ROUND) },
[COMMAND_ROUND_SWAP] = { POST("round", "swap", "/v1/rounds/ID/swap", ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "let two people change places, before anybody has read where they sit",
	.more = "Without --yes it only says what that does to the score, rule by rule. "
	    "What breaks a rule is refused. Mails that wait are written anew.",
	.example = "convenectl round swap winter-27/1 P0084 P0012 --yes",
	.arguments = ARGUMENTS(ROUND
	    ARG("person", ARGUMENT_ID, POSITIONAL, "one of them, by the employer's id",
		.shown = "PERSON")
	    ARG("other", ARGUMENT_ID, POSITIONAL, "the other", .shown = "PERSON")
	    ARG("yes", ARGUMENT_BOOL, 0, "keep it")
	    REASON) },
[COMMAND_ROUND_PIN] = { POST("round", "pin", "/v1/rounds/ID/pin", ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "keep somebody at a table, or move them to it and keep them there",
	.more = "Of a round that is not formed yet, those who are pinned to the same "
	    "number will sit together. Moving somebody needs --yes, as in round swap.",
	.example = "convenectl round pin winter-27/1 P0084 --table 9",
	.arguments = ARGUMENTS(ROUND
	    ARG("person", ARGUMENT_ID, POSITIONAL, "who stays, by the employer's id",
		.shown = "PERSON")
	    ARG("table", ARGUMENT_INTEGER, 0, "the table's number; without it, where "
		"they sit", .least = 1, .most = 1000000)
	    ARG("yes", ARGUMENT_BOOL, 0, "keep it, if they move")
	    REASON) },
[COMMAND_ROUND_UNPIN] = { POST("round", "unpin", "/v1/rounds/ID/unpin", ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "let somebody be seated elsewhere again",
	.example = "convenectl round unpin winter-27/1 P0084",
	.arguments = ARGUMENTS(ROUND
	    ARG("person", ARGUMENT_ID, POSITIONAL, "who was pinned", .shown = "PERSON")
	    REASON) },
[COMMAND_ROUND_PUBLISH] = { POST("round", "publish", "/v1/rounds/ID/publish",
	ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "publish a formed round: its mails go out after the recall window",
	.example = "convenectl round publish winter-27/1",
	.arguments = ARGUMENTS(ROUND REASON) },
[COMMAND_ROUND_CANCEL] = { POST("round", "cancel", "/v1/rounds/ID/cancel", ROLE_ADMIN),
	.flags = COMMAND_MASS,
	.help = "cancel a round: everybody asked is told, its money is released",
	.example = "convenectl round cancel winter-27/1 --reason \"snow\"",
	.arguments = ARGUMENTS(ROUND REASON_REQUIRED) },

[COMMAND_GATHERING_LIST] = { GET("gathering", "list", "/v1/gatherings", ROLE_VIEWER),
	.flags = COMMAND_LIST,
	.help = "list the tables of a round",
	.example = "convenectl gathering list winter-27/1",
	.columns = "number state starts_at venue host seats accepted id",
	.arguments = ARGUMENTS(OF_ROUND PAGE) },
[COMMAND_GATHERING_SHOW] = { GET("gathering", "show", "/v1/gatherings/ID", ROLE_VIEWER),
	.help = "show one table: place, time, host, question and seats",
	.example = "convenectl gathering show winter-27/1/9",
	.arguments = ARGUMENTS(GATHERING) },
[COMMAND_GATHERING_EXPLAIN] = { GET("gathering", "explain", "/v1/gatherings/ID/explain",
	ROLE_VIEWER),
	.help = "say why a table is as it is: evening, place, host, mix, who met before",
	.more = "Also what each rule costs there, and what the best other table of each "
	    "member would change. Less is better.",
	.example = "convenectl gathering explain winter-27/1/9",
	.arguments = ARGUMENTS(GATHERING) },
[COMMAND_GATHERING_MOVE] = { POST("gathering", "move", "/v1/gatherings/ID/move",
	ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "move a table to another venue or time; its people are told",
	.example = "convenectl gathering move winter-27/1/9 --venue \"The Mill\" "
	    "--start \"2027-01-14 19:00\" --reason \"kitchen closed\"",
	.arguments = ARGUMENTS(GATHERING
	    ARG("venue", ARGUMENT_TEXT, 0, "the new venue", .shown = "VENUE", .least = 1)
	    ARG("start", ARGUMENT_DATETIME, 0, "the new local time")
	    REASON_REQUIRED),
	.check = command_check_move },
[COMMAND_GATHERING_CANCEL] = { POST("gathering", "cancel", "/v1/gatherings/ID/cancel",
	ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "cancel a table: its people are told, its money is released",
	.example = "convenectl gathering cancel winter-27/1/9 --reason \"venue flooded\"",
	.arguments = ARGUMENTS(GATHERING REASON_REQUIRED) },

[COMMAND_SEAT_LIST] = { GET("seat", "list", "/v1/seats", ROLE_VIEWER),
	.flags = COMMAND_LIST,
	.help = "list the seats of a round",
	.example = "convenectl seat list winter-27/1 --state invited",
	.columns = "id person name gathering state answered_at",
	.arguments = ARGUMENTS(OF_ROUND
	    ARG("state", ARGUMENT_CHOICE, 0, "only in this state", .shown = "STATE",
		.choices =
	    "proposed|invited|accepted|declined|lapsed|came|absent|withdrawn|"
		"replaced|standby")
	    PAGE) },
[COMMAND_SEAT_SHOW] = { GET("seat", "show", "/v1/seats/ID", ROLE_VIEWER),
	.help = "show one seat: person, table, answers, mails and money",
	.example = "convenectl seat show winter-27/1/P0084",
	.arguments = ARGUMENTS(SEAT) },
[COMMAND_SEAT_EXPLAIN] = { GET("seat", "explain", "/v1/seats/ID/explain", ROLE_VIEWER),
	.help = "say why somebody sits at that table",
	.example = "convenectl seat explain winter-27/1/P0084",
	.arguments = ARGUMENTS(SEAT) },
[COMMAND_SEAT_ANSWER] = { POST("seat", "answer", "/v1/seats/ID/answer", ROLE_OPERATOR),
	.help = "record the answer of somebody who called instead of pressing the button",
	.example = "convenectl seat answer winter-27/1/P0084 accept",
	.arguments = ARGUMENTS(SEAT
	    ARG("answer", ARGUMENT_CHOICE, POSITIONAL, "what the person said",
		.choices = "accept|decline")) },

[COMMAND_MESSAGE_MODE] = { GET("message", "mode", "/v1/messages/mode", ROLE_VIEWER),
	.help = "show where mails go: live, hold or redirect",
	.example = "convenectl message mode",
	.arguments = ARGUMENTS() },
[COMMAND_MESSAGE_MODE_SET] = { POST("message", "mode", "/v1/messages/mode", ROLE_ADMIN),
	.flags = COMMAND_MASS,
	.help = "say where mails go: to people, nowhere, or all to one address",
	.more = "A new instance holds its mails until the first message mode live.",
	.example = "convenectl message mode redirect operator@example.org",
	.arguments = ARGUMENTS(
	    ARG("mode", ARGUMENT_CHOICE, POSITIONAL, "the new mode",
		.choices = "live|hold|redirect")
	    ARG("address", ARGUMENT_ID, OPTIONAL, "who gets all mails in mode redirect",
		.shown = "ADDRESS", .most = 254)
	    REASON),
	.check = command_check_mode },
[COMMAND_MESSAGE_LIST] = { GET("message", "list", "/v1/messages", ROLE_VIEWER),
	.flags = COMMAND_LIST,
	.help = "list the mails of the outbox, sent ones too",
	.example = "convenectl message list --state uncertain",
	.columns = "id kind state person due_at attempts reason",
	.arguments = ARGUMENTS(
	    ARG("state", ARGUMENT_CHOICE, 0, "only in this state", .shown = "STATE",
		.choices = "held|ready|claimed|sent|uncertain|failed|expired|cancelled")
	    ARG("person", ARGUMENT_ID, 0, "only to this person", .shown = "PERSON")
	    ARG("kind", ARGUMENT_CHOICE, 0, "only of this kind", .shown = "KIND",
		.choices = MESSAGE_KINDS)
	    PAGE) },
[COMMAND_MESSAGE_PREVIEW] = { GET("message", "preview", "/v1/messages/preview",
	ROLE_OPERATOR),
	.help = "show a mail as it would be sent: headers, text and HTML",
	.more = "Of the person's newest seat, or with facts that stand in. The links "
	    "open nothing. message list --help names the kinds.",
	.example = "convenectl message preview invitation P0084",
	.arguments = ARGUMENTS(
	    ARG("kind", ARGUMENT_CHOICE, POSITIONAL, "the kind", .shown = "KIND",
		.choices = MESSAGE_KINDS)
	    ARG("person", ARGUMENT_ID, POSITIONAL, "to whom", .shown = "PERSON")) },
[COMMAND_MESSAGE_SHOW] = { GET("message", "show", "/v1/messages/ID", ROLE_VIEWER),
	.help = "show one mail: why it is, its attempts, and what the relay said",
	.example = "convenectl message show 8f14e45f-ceea-467f-a8a9-1f2d3c4b5a69",
	.arguments = ARGUMENTS(ID("the message")) },
[COMMAND_MESSAGE_HOLD] = { POST("message", "hold", "/v1/messages/hold", ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "keep a mail, or all that wait, from being sent",
	.example = "convenectl message hold --all --reason \"wrong venue\"",
	.arguments = ARGUMENTS(
	    ARG("id", ARGUMENT_ID, OPTIONAL, "the message")
	    ARG("all", ARGUMENT_BOOL, 0, "every mail that is ready")
	    REASON),
	.check = command_check_one_or_all },
[COMMAND_MESSAGE_RELEASE] = { POST("message", "release", "/v1/messages/release",
	ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "let a held mail, or all of them, be sent",
	.example = "convenectl message release --all",
	.arguments = ARGUMENTS(
	    ARG("id", ARGUMENT_ID, OPTIONAL, "the message")
	    ARG("all", ARGUMENT_BOOL, 0, "every mail that is held")
	    REASON),
	.check = command_check_one_or_all },
[COMMAND_MESSAGE_INBOX] = { GET("message", "inbox", "/v1/inbound", ROLE_VIEWER),
	.flags = COMMAND_LIST,
	.help = "list the mails that came in and wait for somebody to read them",
	.example = "convenectl message inbox",
	.columns = "id received_at kind effect person seat",
	.arguments = ARGUMENTS(PAGE) },
[COMMAND_MESSAGE_READ] = { GET("message", "read", "/v1/inbound/ID", ROLE_OPERATOR),
	.help = "show a mail that came in: what was understood, and its text",
	.more = "Of a long mail the first 16000 letters.",
	.example = "convenectl message read 12",
	.arguments = ARGUMENTS(ID("the mail")) },
[COMMAND_MESSAGE_DONE] = { POST("message", "done", "/v1/inbound/ID/done", ROLE_OPERATOR),
	.help = "say that a mail that came in was read: its text is deleted",
	.example = "convenectl message done 12 --reason \"called her\"",
	.arguments = ARGUMENTS(ID("the mail") REASON) },

[COMMAND_FUND_ADD] = { POST("fund", "add", "/v1/funds", ROLE_FINANCE),
	.flags = COMMAND_MASS,
	.help = "add a fund: money with a purpose",
	.example = "convenectl fund add PF-2026 --amount 75000.00 --grantor \"A "
	    "foundation\" "
	    "--ends 2026-12-31",
	.arguments = ARGUMENTS(
	    ARG("name", ARGUMENT_ID, POSITIONAL, "what other commands call it",
		.shown = "NAME", .most = 60)
	    ARG("amount", ARGUMENT_MONEY, REQUIRED, "what it grants", .least = 1,
		.most = DOLLARS(1000000000))
	    ARG("currency", ARGUMENT_CHOICE, 0, "its currency", .shown = "CURRENCY",
		.choices = "USD|EUR|GBP|CAD|AUD|NZD|CHF", .initial = "USD")
	    ARG("grantor", ARGUMENT_TEXT, 0, "who gives it", .least = 1)
	    ARG("sponsor", ARGUMENT_TEXT, 0, "the fiscal sponsor who holds it", .least
		= 1)
	    ARG("purpose", ARGUMENT_TEXT, 0, "what it is for", .least = 1)
	    ARG("starts", ARGUMENT_DATE, 0, "pays gatherings from this day")
	    ARG("ends", ARGUMENT_DATE, 0, "pays gatherings up to this day")
	    REASON),
	.check = command_check_fund },
[COMMAND_FUND_LIST] = { GET("fund", "list", "/v1/funds", ROLE_VIEWER),
	.flags = COMMAND_LIST,
	.help = "list the funds and what is left of them",
	.example = "convenectl fund list",
	.columns = "id granted_cents reserved_cents paid_cents free_cents currency "
	    "ends_on",
	.arguments = ARGUMENTS(PAGE) },
[COMMAND_FUND_SHOW] = { GET("fund", "show", "/v1/funds/ID", ROLE_VIEWER),
	.help = "show one fund: who gave it, for what, and where it went",
	.example = "convenectl fund show PF-2026",
	.arguments = ARGUMENTS(ARG("fund", ARGUMENT_ID, PATH, "the fund", .shown =
	    "FUND")) },

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

[COMMAND_AUDIT_LIST] = { GET("audit", "list", "/v1/audit", ROLE_OPERATOR),
	.flags = COMMAND_LIST,
	.help = "list who did what, and why, the newest first",
	.example = "convenectl audit list --limit 20",
	.columns = "id done_at actor verb subject reason",
	.arguments = ARGUMENTS(PAGE) },
[COMMAND_SETTINGS_LIST] = { GET("settings", "list", "/v1/settings", ROLE_OPERATOR),
	.help = "list every setting with its value in force",
	.example = "convenectl settings list",
	.columns = "section name value default reloadable after_a_restart",
	.arguments = ARGUMENTS() },
[COMMAND_SETTINGS_RELOAD] = { POST("settings", "reload", "/v1/settings/reload",
	ROLE_ADMIN),
	.help = "read the configuration anew; a bad file leaves the old one in force",
	.example = "convenectl settings reload",
	.arguments = ARGUMENTS() },
};
