/* command_table_suppression.h - the rows about addresses that get no mail.
 * Read by command_table.c alone, in the middle of its table. */
/* clang-format off */

[COMMAND_MESSAGE_SUPPRESS] = { POST("message", "suppress", "/v1/suppressions",
	ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "send no mail to an address",
	.more = "But what clears an evening from a calendar goes. The day counts where "
	    "the organisation is.",
	.example = "convenectl message suppress ada@example.org --until 2027-03-01 "
	    "--reason \"on leave\"",
	.arguments = ARGUMENTS(
	    ARG("address", ARGUMENT_ID, POSITIONAL, "the address", .shown = "ADDRESS",
		.most = 254)
	    ARG("until", ARGUMENT_DATE, 0, "the day on which mail goes again; without "
		"it, never")
	    REASON_REQUIRED) },
[COMMAND_MESSAGE_UNSUPPRESS] = { POST("message", "unsuppress", "/v1/suppressions/lift",
	ROLE_OPERATOR),
	.flags = COMMAND_MASS,
	.help = "send mail to an address again, whatever stopped it",
	.more = "A bounce, a complaint, somebody's wish or a command. What was cancelled "
	    "meanwhile stays so: message retry, or ask anew.",
	.example = "convenectl message unsuppress ada@example.org --reason \"mailbox "
	    "mended\"",
	.arguments = ARGUMENTS(
	    ARG("address", ARGUMENT_ID, POSITIONAL, "the address", .shown = "ADDRESS",
		.most = 254)
	    REASON_REQUIRED) },
[COMMAND_MESSAGE_SUPPRESSED] = { GET("message", "suppressed", "/v1/suppressions",
	ROLE_OPERATOR),
	.flags = COMMAND_LIST,
	.help = "list the addresses that get no mail, by their people",
	.more = "Addresses are not kept, only what tells them apart: that of nobody on "
	    "the roster shows as digits.",
	.example = "convenectl message suppressed",
	.columns = "id name reason since_at until_at evidence",
	.arguments = ARGUMENTS(PAGE) },
