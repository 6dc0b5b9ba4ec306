#include "setting_check.h"

#include "address.h"
#include "civil.h"
#include "setting_place.h"
#include "setting_table.h"

#include <inttypes.h>
#include <string.h>

/* field: the value to mend, or NULL when there is none. */
#define COMPLAIN(errors, settings, field, ...)                      \
	do {                                                        \
		struct err err_;                                    \
		(void)err_set(&err_, ERR_INVALID, __VA_ARGS__);     \
		setting_place_tell(errors, settings, field, &err_); \
	} while (0)

static bool
is_loopback(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "::1") == 0 ||
	    strncmp(host, "127.", 4) == 0;
}

static bool
is_set(const char *text)
{
	return text[0] != '\0';
}

static void
check_required(const struct settings *settings, struct text *errors)
{
	for (size_t i = 0; i < setting_row_count; i++) {
		const struct setting *row = &setting_rows[i];
		const void *home;

		if ((row->flags & SETTING_REQUIRED) == 0)
			continue;
		for (size_t n = 0;
		     (home = setting_table_home(settings, row->section, n)) != NULL;
		     n++) {
			const char *title = setting_title(settings, row->section, n);

			if (is_set(
				*(const char *const *)((const char *)home + row->offset)))
				continue;
			COMPLAIN(errors, settings, NULL, "%s %s%s%s%s is missing: %s",
			    row->section, title != NULL ? "\"" : "",
			    title != NULL ? title : "", title != NULL ? "\" " : "",
			    row->name, row->help);
		}
	}
}

static void
check_relay(const struct settings *settings, const struct settings_relay *relay,
    struct text *errors)
{
	bool has_user = is_set(relay->user);
	bool is_by_token = relay->auth == SETTINGS_AUTH_XOAUTH2;

	if (relay->tls == SETTINGS_PLAIN && is_set(relay->host) &&
	    !is_loopback(relay->host))
		COMPLAIN(errors, settings, &relay->tls,
		    "relay \"%s\" tls is off, which only a relay on loopback may "
		    "be, not %s",
		    relay->title, relay->host);
	if (relay->tls == SETTINGS_PLAIN && is_set(relay->ca_file))
		COMPLAIN(errors, settings, &relay->ca_file,
		    "relay \"%s\" has a ca-file, but tls is off", relay->title);
	if (is_by_token != is_set(relay->token_command))
		COMPLAIN(errors, settings,
		    is_by_token ? &relay->auth : (const void *)&relay->token_command,
		    "relay \"%s\" has %s", relay->title,
		    is_by_token ? "auth xoauth2 without token-command"
				: "token-command without auth xoauth2");
	else if (is_by_token && (!has_user || is_set(relay->password_credential)))
		COMPLAIN(errors, settings, &relay->auth,
		    "relay \"%s\" auth xoauth2 wants a user and no "
		    "password-credential",
		    relay->title);
	else if (!is_by_token && has_user != is_set(relay->password_credential))
		COMPLAIN(errors, settings,
		    has_user ? &relay->user : &relay->password_credential,
		    "relay \"%s\" has %s without %s", relay->title,
		    has_user ? "user" : "password-credential",
		    has_user ? "password-credential" : "user");
	if (strchr(relay->password_credential, '/') != NULL)
		COMPLAIN(errors, settings, &relay->password_credential,
		    "relay \"%s\" password-credential is a name, not a path",
		    relay->title);
	if (settings->mail_lease_ms <= relay->body_ms)
		COMPLAIN(errors, settings,
		    setting_place_either(settings, &settings->mail_lease_ms,
			&relay->body_ms),
		    "mail lease must be longer than relay \"%s\" body, or two "
		    "daemons may send one mail",
		    relay->title);
}

/* The adapters that would turn our own domain into ASCII are many; writing it so once is
 * simpler. */
static void
check_is_ascii(const struct settings *settings, const char *const *value,
    const char *name, struct text *errors)
{
	for (const char *at = *value; at != NULL && *at != '\0'; at++)
		if ((unsigned char)*at >= 0x80) {
			COMPLAIN(errors, settings, value,
			    "mail %s is in ASCII: xn--... for a domain beyond it", name);
			return;
		}
}

/* "21:00-07:00" or "off". */
static bool
is_quiet_span(const char *span)
{
	const char *dash = strchr(span, '-');
	char begins[CIVIL_TEXT_MAX] = "";
	int begin = 0, end = 0;
	struct err err;

	if (strcmp(span, "off") == 0)
		return true;
	if (dash == NULL || (size_t)(dash - span) >= sizeof begins)
		return false;
	memcpy(begins, span, (size_t)(dash - span));
	return civil_parse_minute(begins, &begin, &err) == OK &&
	    civil_parse_minute(dash + 1, &end, &err) == OK && begin != end;
}

static void
check_mail(const struct settings *settings, struct text *errors)
{
	const char *from = settings->mail_from, *base = settings->mail_link_base;
	bool is_plain = strncmp(base, "http://", 7) == 0;
	struct err err;

	if (is_set(from) && address_check(from, strlen(from), &err) != OK)
		COMPLAIN(errors, settings, &settings->mail_from, "mail from: %s",
		    err.text);
	check_is_ascii(settings, &settings->mail_from, "from", errors);
	check_is_ascii(settings, &settings->mail_domain, "domain", errors);
	if (!is_quiet_span(settings->mail_quiet))
		COMPLAIN(errors, settings, &settings->mail_quiet,
		    "mail quiet is two hours like 21:00-07:00, or off, not '%.40s'",
		    settings->mail_quiet);
	if (!is_set(base))
		return;
	if (!is_plain && strncmp(base, "https://", 8) != 0)
		COMPLAIN(errors, settings, &settings->mail_link_base,
		    "mail link-base begins with https://, not '%s'", base);
	else if (is_plain && strncmp(base + 7, "localhost", 9) != 0 &&
	    strncmp(base + 7, "127.", 4) != 0 && strncmp(base + 7, "[::1]", 5) != 0)
		COMPLAIN(errors, settings, &settings->mail_link_base,
		    "mail link-base must be https:// beyond this machine: its "
		    "links are keys");
	if (base[strlen(base) - 1] == '/' || strchr(base, '?') != NULL ||
	    strchr(base, '#') != NULL)
		COMPLAIN(errors, settings, &settings->mail_link_base,
		    "mail link-base ends without / and holds no ? or #");
}

static void
check_rest(const struct settings *settings, struct text *errors)
{
	const char *metrics = settings->metrics_listen;

	if (settings->database_formation_answer_ms < settings->database_answer_ms)
		COMPLAIN(errors, settings,
		    setting_place_either(settings,
			&settings->database_formation_answer_ms,
			&settings->database_answer_ms),
		    "database formation-answer is shorter than answer");
	if (strstr(settings->database_conninfo, "password") != NULL)
		COMPLAIN(errors, settings, &settings->database_conninfo,
		    "database conninfo holds a password: put it into a passfile "
		    "(passfile=PATH), which only the daemon may read");
	if (settings->control_per_uid > settings->control_connections)
		COMPLAIN(errors, settings,
		    setting_place_either(settings, &settings->control_per_uid,
			&settings->control_connections),
		    "control per-uid is more than connections");
	if (strcmp(settings->control_socket, settings->control_file_socket) == 0)
		COMPLAIN(errors, settings,
		    setting_place_either(settings, &settings->control_file_socket,
			&settings->control_socket),
		    "control socket and file-socket are one path");
	if (is_set(metrics) && strncmp(metrics, "127.", 4) != 0 &&
	    strncmp(metrics, "[::1]:", 6) != 0)
		COMPLAIN(errors, settings, &settings->metrics_listen,
		    "metrics listen is a loopback address and port, not '%s'", metrics);
	if (settings->relay_count == 0)
		COMPLAIN(errors, settings, NULL,
		    "there is no relay: nothing could be sent; add relay \"main\" "
		    "{ host = ... }");
	for (size_t i = 0; i < settings->role_count; i++)
		if (settings->roles[i].users[0] == NULL &&
		    settings->roles[i].groups[0] == NULL)
			COMPLAIN(errors, settings, NULL,
			    "role \"%s\" names neither users nor groups",
			    settings->roles[i].title);
}

enum status
setting_check_all(const struct settings *settings, struct text *errors)
{
	size_t before = errors->length;

	check_required(settings, errors);
	for (size_t i = 0; i < settings->relay_count; i++)
		check_relay(settings, &settings->relays[i], errors);
	check_mail(settings, errors);
	check_rest(settings, errors);
	return errors->length == before ? OK : ERR_INVALID;
}
