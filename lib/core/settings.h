/* settings.h - what the configuration says, as the programs read it. Filled by setting.h;
 * its texts and lists live in its arena. */
#ifndef CONVENE_SETTINGS_H
#define CONVENE_SETTINGS_H

#include "arena.h"
#include "role.h"

enum settings_durability { SETTINGS_STRICT, SETTINGS_RELAXED };
enum settings_auth {
	SETTINGS_AUTH_ANY,
	SETTINGS_AUTH_PLAIN,
	SETTINGS_AUTH_LOGIN,
	SETTINGS_AUTH_XOAUTH2
};
enum settings_tls { SETTINGS_STARTTLS, SETTINGS_TLS, SETTINGS_PLAIN };
enum settings_return { SETTINGS_RETURN_TAGGED, SETTINGS_RETURN_PLAIN };

#define SETTINGS_RELAYS_MAX 8
#define SETTINGS_ROLES_MAX 7

/* Texts are "" when there is none; lists end with NULL. */
struct settings_relay {
	const char *title;
	const char *host;
	int64_t port;
	int64_t tls; /* enum settings_tls */
	const char *ehlo;
	const char *user;
	int64_t auth; /* enum settings_auth */
	const char *password_credential;
	const char *token_command;
	const char *ca_file;
	int64_t connections;
	int64_t rate_per_s;
	int64_t burst;
	int64_t connect_ms, command_ms, body_ms;
};

struct settings_role {
	const char *title;
	enum role role;
	const char *const *users;
	const char *const *groups;
};

struct settings_place;

struct settings {
	struct arena arena;
	const char *file;                    /* NULL: none; these are setting_place's */
	const struct settings_place *places; /* of the values that the file sets */

	const char *organisation_name;
	const char *organisation_zone;
	const char *const *organisation_help;

	const char *database_conninfo;
	int64_t database_connections;
	int64_t database_connect_ms, database_answer_ms, database_formation_answer_ms;
	int64_t database_durability; /* enum settings_durability */

	const char *control_socket, *control_file_socket;
	const char *control_group;
	int64_t control_connections, control_per_uid;

	const char *mail_from, *mail_domain;
	const char *mail_link_base;
	const char *mail_templates;
	int64_t mail_return; /* enum settings_return */
	const char *mail_digest;
	const char *mail_quiet; /* "21:00-07:00" or "off" */
	int64_t mail_weekly;
	int64_t mail_batch;
	int64_t mail_lease_ms, mail_uncertain_resend_ms;

	const char *mailbox_user, *mailbox_password_credential, *mailbox_ca_file;
	const char *mailbox_processed;
	int64_t mailbox_connect_ms, mailbox_answer_ms;

	const char *web_listen;
	const char *const *web_hosts;
	const char *const *web_proxy;
	int64_t web_connections;
	const char *web_templates;

	const char *metrics_listen;

	int64_t forming_effort, forming_workers;
	int64_t forming_deadline_ms;

	int64_t tick_every_ms;

	struct settings_relay relays[SETTINGS_RELAYS_MAX];
	size_t relay_count;
	struct settings_role roles[SETTINGS_ROLES_MAX];
	size_t role_count;
};
#endif
