/* command_table_daemon.h - the rows about Convene itself.
 * Read by command_table.c alone, in the middle of its table. */
/* clang-format off */

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
