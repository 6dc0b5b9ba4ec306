/* command_table_message.h - the rows about mail, going out and coming in.
 * Read by command_table.c alone, in the middle of its table. */
/* clang-format off */

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
	.more = "The newest first; when only such are asked for that wait, the longest "
	    "first.",
	.example = "convenectl message list --state ready --older-than 1h",
	.columns = "id kind state person waits_s needs due_at attempts reason",
	.arguments = ARGUMENTS(
	    ARG("state", ARGUMENT_CHOICE, 0, "only in this state", .shown = "STATE",
		.choices = "held|ready|claimed|sent|uncertain|failed|expired|cancelled")
	    ARG("person", ARGUMENT_ID, 0, "only to this person", .shown = "PERSON")
	    ARG("kind", ARGUMENT_CHOICE, 0, "only of this kind", .shown = "KIND",
		.choices = MESSAGE_KINDS)
	    ARG("older-than", ARGUMENT_DURATION, 0, "only what waits so long: held, "
		"ready, claimed or uncertain", .least = 1, .most = DAYS(365))
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
[COMMAND_MESSAGE_RECALL] = { POST("message", "recall", "/v1/messages/recall",
	ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "take a mail back within its recall window, or all of a round",
	.more = "Nobody was told anything then. After that, round publish asks these "
	    "people anew.",
	.example = "convenectl message recall --round winter-27/1 "
	    "--reason \"wrong date\"",
	.arguments = ARGUMENTS(
	    ARG("id", ARGUMENT_ID, OPTIONAL, "the message")
	    ARG("round", ARGUMENT_ID, 0, "every mail of this round", .shown = "SEASON/N")
	    REASON),
	.check = command_check_recall },
[COMMAND_MESSAGE_RETRY] = { POST("message", "retry", "/v1/messages/ID/retry",
	ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "try a mail now that waits for its next try, or has failed",
	.more = "A failed one of which no copy can have arrived is written anew, to the "
	    "person's address and in the words of today.",
	.example = "convenectl message retry 8f14e45f-ceea-467f-a8a9-1f2d3c4b5a69",
	.arguments = ARGUMENTS(ID("the message") REASON) },
[COMMAND_MESSAGE_CANCEL] = { POST("message", "cancel", "/v1/messages/ID/cancel",
	ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "keep a mail from being sent for good",
	.more = "The seat stays as it is: whoever is not told cannot know.",
	.example = "convenectl message cancel 8f14e45f-ceea-467f-a8a9-1f2d3c4b5a69",
	.arguments = ARGUMENTS(ID("the message") REASON) },
[COMMAND_MESSAGE_SETTLE] = { POST("message", "settle", "/v1/messages/settle",
	ROLE_OPERATOR),
	.flags = COMMAND_MASS | COMMAND_FILES,
	.help = "say whether uncertain mails were sent",
	.more = "Of one, by your word; of all, by the log of a Postfix relay, which says "
	    "it of those that it names. What was not sent goes once more, the same "
	    "bytes. No address of the log is kept.",
	.example = "convenectl message settle 8f14e45f-ceea-467f-a8a9-1f2d3c4b5a69 "
	    "--not-sent",
	.arguments = ARGUMENTS(
	    ARG("id", ARGUMENT_ID, OPTIONAL, "the message")
	    ARG("sent", ARGUMENT_BOOL, 0, "the relay took it")
	    ARG("not-sent", ARGUMENT_BOOL, 0, "it never left, or was thrown away")
	    ARG("from-relay-log", ARGUMENT_FILE, 0, "lines of the relay's log, whole, "
		"in their order")
	    REASON),
	.check = command_check_settle },
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
