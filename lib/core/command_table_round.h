/* command_table_round.h - the rows about rounds.
 * Read by command_table.c alone, in the middle of its table. */
/* clang-format off */

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
