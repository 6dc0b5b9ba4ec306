/* command_table_money.h - the rows about funds.
 * Read by command_table.c alone, in the middle of its table. */
/* clang-format off */

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
