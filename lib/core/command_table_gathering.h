/* command_table_gathering.h - the rows about tables and the seats at them.
 * Read by command_table.c alone, in the middle of its table. */
/* clang-format off */

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
