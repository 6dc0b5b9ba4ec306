/* The table of settings, read as one thing: a row is a line of the file, of the manual,
 * of `convenectl settings list` and of the errors. */
#include "setting_table.h"

/* The field's C type is checked here, because rows hold only its place. */
#define PLACE(kind, owner, field, c_type)         \
	.type = kind,                             \
	.offset = offsetof(struct owner, field) + \
	    0 * sizeof(char[_Generic(((struct owner *)NULL)->field, c_type : 1)])

/* clang-format off */
#define TEXT(owner, field) PLACE(SETTING_TEXT, owner, field, const char *)
#define LIST(owner, field) PLACE(SETTING_LIST, owner, field, const char *const *)
#define COUNT(owner, field) PLACE(SETTING_COUNT, owner, field, int64_t)
#define MS(owner, field) PLACE(SETTING_DURATION, owner, field, int64_t)
#define CHOICE(owner, field) PLACE(SETTING_CHOICE, owner, field, int64_t)
#define REQUIRED SETTING_REQUIRED
#define RELOAD SETTING_RELOAD
#define TITLED SETTING_TITLED
#define PATH SETTING_PATH

const struct setting setting_rows[] = {
{ "organisation", "name", TEXT(settings, organisation_name), .flags = REQUIRED | RELOAD,
	.example = "Example Health",
	.help = "what people know it by, in mails and on pages" },
{ "organisation", "zone", TEXT(settings, organisation_zone), .flags = REQUIRED | RELOAD,
	.example = "America/New_York",
	.help = "time zone of reports, and of what has no place of its own" },
{ "organisation", "help", LIST(settings, organisation_help), .flags = RELOAD,
	.initial = "", .help = "lines on the host's card: where somebody who is not well "
	    "finds help" },

{ "database", "conninfo", TEXT(settings, database_conninfo), .initial = "dbname=convene",
	.example = "host=/run/postgresql dbname=convene",
	.help = "libpq's connection string; hosts by socket folder or hostaddr, no "
	    "password" },
{ "database", "connections", COUNT(settings, database_connections), .initial = "4",
	.least = "1", .most = "8", .help = "connections of one daemon" },
{ "database", "connect", MS(settings, database_connect_ms), .initial = "5s",
	.least = "100ms", .most = "1min", .help = "then an attempt to connect is given "
	    "up" },
{ "database", "answer", MS(settings, database_answer_ms), .initial = "10s",
	.least = "100ms", .most = "5min", .help = "then a server without answer counts "
	    "as gone" },
{ "database", "formation-answer", MS(settings, database_formation_answer_ms),
	.flags = RELOAD, .initial = "2min", .least = "1s", .most = "30min",
	.help = "the same for the statements that read and write a whole round" },
{ "database", "durability", CHOICE(settings, database_durability), .initial = "strict",
	.choices = "strict|relaxed",
	.help = "strict refuses a server that may lose what it has confirmed" },

{ "control", "socket", TEXT(settings, control_socket), .flags = PATH,
	.initial = "/run/convene/control.sock", .help = "where convenectl asks" },
{ "control", "file-socket", TEXT(settings, control_file_socket), .flags = PATH,
	.initial = "/run/convene/file.sock", .help = "where it sends files" },
{ "control", "group", TEXT(settings, control_group), .initial = "convene",
	.help = "group that may connect; what it may do, role sections say" },
{ "control", "connections", COUNT(settings, control_connections), .initial = "128",
	.least = "1", .most = "4096", .help = "connections at a time" },
{ "control", "per-uid", COUNT(settings, control_per_uid), .initial = "16",
	.least = "1", .most = "4096", .help = "connections of one user at a time" },

{ "relay", "host", TEXT(settings_relay, host), .flags = TITLED | REQUIRED | RELOAD,
	.example = "relay.example.org", .help = "name or address of the mail relay" },
{ "relay", "port", COUNT(settings_relay, port), .flags = TITLED | RELOAD,
	.initial = "587", .least = "1", .most = "65535", .help = "its port" },
{ "relay", "tls", CHOICE(settings_relay, tls), .flags = TITLED | RELOAD,
	.initial = "starttls", .choices = "starttls|tls|off",
	.help = "required STARTTLS, TLS from the first byte, or none: on loopback only" },
{ "relay", "ehlo", TEXT(settings_relay, ehlo), .flags = TITLED | RELOAD, .initial = "",
	.help = "our name in EHLO; without it, the mail domain" },
{ "relay", "user", TEXT(settings_relay, user), .flags = TITLED | RELOAD, .initial = "",
	.help = "log in as this user" },
{ "relay", "auth", CHOICE(settings_relay, auth), .flags = TITLED | RELOAD,
	.initial = "any", .choices = "any|plain|login|xoauth2",
	.help = "how to log in: the best that we know, or this alone" },
{ "relay", "password-credential", TEXT(settings_relay, password_credential),
	.flags = TITLED | RELOAD, .initial = "",
	.help = "name of the credential that holds the password" },
{ "relay", "token-command", TEXT(settings_relay, token_command),
	.flags = TITLED | RELOAD | PATH, .initial = "",
	.help = "prints the token of an xoauth2 login: a program and its words" },
{ "relay", "ca-file", TEXT(settings_relay, ca_file), .flags = TITLED | RELOAD | PATH,
	.initial = "", .help = "certificates to trust instead of the system's" },
{ "relay", "connections", COUNT(settings_relay, connections), .flags = TITLED | RELOAD,
	.initial = "4", .least = "1", .most = "20", .help = "connections at a time" },
{ "relay", "rate", COUNT(settings_relay, rate_per_s), .flags = TITLED | RELOAD,
	.initial = "10", .least = "0", .most = "10000", .help = "mails a second; 0: no "
	    "limit" },
{ "relay", "burst", COUNT(settings_relay, burst), .flags = TITLED | RELOAD,
	.initial = "50", .least = "1", .most = "10000", .help = "mails at once after a "
	    "pause" },
{ "relay", "connect", MS(settings_relay, connect_ms), .flags = TITLED | RELOAD,
	.initial = "1min", .least = "1s", .most = "10min",
	.help = "for name, connection, greeting, TLS and login together" },
{ "relay", "command", MS(settings_relay, command_ms), .flags = TITLED | RELOAD,
	.initial = "5min", .least = "1s", .most = "30min", .help = "for the answer to a "
	    "command" },
{ "relay", "body", MS(settings_relay, body_ms), .flags = TITLED | RELOAD,
	.initial = "10min", .least = "1s", .most = "1h",
	.help = "for the answer to a whole mail; giving up early makes duplicates" },

{ "mail", "from", TEXT(settings, mail_from), .flags = REQUIRED | RELOAD,
	.example = "dinners@example.org",
	.help = "sender and organiser of every invitation: a real mailbox" },
{ "mail", "link-base", TEXT(settings, mail_link_base), .flags = REQUIRED | RELOAD,
	.example = "https://dinners.example.org",
	.help = "where the pages are, as people reach them" },
{ "mail", "domain", TEXT(settings, mail_domain), .flags = RELOAD, .initial = "",
	.help = "domain of message ids, calendar uids and of what return says; without "
	    "it, that of from" },
{ "mail", "return", CHOICE(settings, mail_return), .flags = RELOAD, .initial = "tagged",
	.choices = "tagged|plain",
	.help = "where bounces, answers and leaving by mail go: bounce+, reply+ and "
	    "leave+TOKEN at domain, or all to from" },
{ "mail", "digest", TEXT(settings, mail_digest), .flags = RELOAD, .initial = "",
	.help = "roster id of the person who gets a mail at 7:30 if something needs a "
	    "human" },
{ "mail", "quiet", TEXT(settings, mail_quiet), .flags = RELOAD,
	.initial = "21:00-07:00",
	.help = "no mail between these hours where its person is, or off" },
{ "mail", "weekly", COUNT(settings, mail_weekly), .flags = RELOAD, .initial = "5",
	.least = "0", .most = "100",
	.help = "mails to one person in seven days, over all programs; 0: no limit" },
{ "mail", "templates", TEXT(settings, mail_templates), .flags = RELOAD | PATH,
	.initial = PKGDATADIR "/templates/mail", .help = "folder of the mails' "
	    "texts" },
{ "mail", "batch", COUNT(settings, mail_batch), .flags = RELOAD, .initial = "64",
	.least = "1", .most = "500", .help = "mails claimed at once" },
{ "mail", "lease", MS(settings, mail_lease_ms), .flags = RELOAD, .initial = "15min",
	.least = "1min", .most = "2h",
	.help = "how long a claim holds; longer than any relay's body" },
{ "mail", "uncertain-resend", MS(settings, mail_uncertain_resend_ms), .flags = RELOAD,
	.initial = "10min", .least = "1min", .most = "1d",
	.help = "after this, what may have been sent is sent once more, if its kind "
	    "allows" },

{ "mailbox", "user", TEXT(settings, mailbox_user), .initial = "",
	.help = "convene-intake logs in to its mailbox as this user" },
{ "mailbox", "password-credential", TEXT(settings, mailbox_password_credential),
	.initial = "mailbox-password",
	.help = "name of the credential that holds the password" },
{ "mailbox", "ca-file", TEXT(settings, mailbox_ca_file), .flags = PATH, .initial = "",
	.help = "certificates to trust instead of the system's" },
{ "mailbox", "processed", TEXT(settings, mailbox_processed), .initial = "Processed",
	.help = "folder of the server that mails move to when they are recorded" },
{ "mailbox", "connect", MS(settings, mailbox_connect_ms), .initial = "30s",
	.least = "100ms", .most = "5min", .help = "then the server is not there" },
{ "mailbox", "answer", MS(settings, mailbox_answer_ms), .initial = "2min",
	.least = "1s", .most = "1h", .help = "then a question, or a mail, is given up" },

{ "web", "listen", TEXT(settings, web_listen), .initial = "127.0.0.1:8080",
	.help = "where the proxy reaches the pages: address:port, or a socket's path; a "
	    "socket passed by systemd wins" },
{ "web", "hosts", LIST(settings, web_hosts), .flags = RELOAD, .initial = "",
	.help = "names the pages answer to; without any, that of link-base" },
{ "web", "proxy", LIST(settings, web_proxy), .flags = RELOAD, .initial = "",
	.help = "addresses of proxies whose X-Forwarded-For counts" },
{ "web", "connections", COUNT(settings, web_connections), .initial = "512",
	.least = "1", .most = "16384", .help = "connections at a time" },
{ "web", "templates", TEXT(settings, web_templates), .flags = RELOAD | PATH,
	.initial = PKGDATADIR "/templates/pages", .help = "folder of the pages" },

{ "metrics", "listen", TEXT(settings, metrics_listen), .initial = "",
	.example = "127.0.0.1:9464",
	.help = "loopback address:port of /metrics; without it, the control socket "
	    "alone" },

{ "forming", "effort", COUNT(settings, forming_effort), .flags = RELOAD, .initial = "20",
	.least = "1", .most = "1000", .help = "how hard to look for better tables" },
{ "forming", "workers", COUNT(settings, forming_workers), .initial = "1",
	.least = "1", .most = "7", .help = "threads that form rounds" },
{ "forming", "deadline", MS(settings, forming_deadline_ms), .flags = RELOAD,
	.initial = "1min", .least = "1s", .most = "1h",
	.help = "then the best tables found so far are taken" },

{ "role", "users", LIST(settings_role, users), .flags = TITLED | RELOAD, .initial = "",
	.help = "user names that hold the role" },
{ "role", "groups", LIST(settings_role, groups), .flags = TITLED | RELOAD, .initial = "",
	.example = "convene-operator", .help = "groups whose members do" },

{ "tick", "every", MS(settings, tick_every_ms), .flags = RELOAD, .initial = "5s",
	.least = "100ms", .most = "1h", .help = "how often to look what is due" },
};
const size_t setting_row_count = COUNT_OF(setting_rows);
