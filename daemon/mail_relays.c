#include "mail_relays.h"

#include "credential.h"
#include "mail_content.h"

#define MAILS_PER_LINK 200
#define WAITING_PER_LINK 2 /* the rest waits with us, and can be given back */
#define REST_FIRST_MS 5000
#define REST_MAX_MS 300000

static enum smtp_tls
tls_of(const struct settings_relay *relay)
{
	if (relay->tls == SETTINGS_TLS)
		return SMTP_IMPLICIT;
	return relay->tls == SETTINGS_PLAIN ? SMTP_PLAIN : SMTP_STARTTLS;
}

static enum smtp_auth
auth_of(const struct settings_relay *relay)
{
	static const enum smtp_auth auths[] = {
		[SETTINGS_AUTH_ANY] = SMTP_AUTH_ANY,
		[SETTINGS_AUTH_PLAIN] = SMTP_AUTH_PLAIN,
		[SETTINGS_AUTH_LOGIN] = SMTP_AUTH_LOGIN,
		[SETTINGS_AUTH_XOAUTH2] = SMTP_AUTH_XOAUTH2,
	};

	return auths[relay->auth];
}

static const char *
unless_empty(const char *text)
{
	return *text != '\0' ? text : NULL;
}

static struct smtp_settings
settings_of(const struct settings *settings, const struct settings_relay *relay)
{
	struct smtp_settings smtp = {
		.host = relay->host,
		.port = (int)relay->port,
		.hello = *relay->ehlo != '\0' ? relay->ehlo
					      : mail_content_domain(settings),
		.tls = tls_of(relay),
		.ca_file = unless_empty(relay->ca_file),
		.user = unless_empty(relay->user),
		.auth = auth_of(relay),
		.token_command = unless_empty(relay->token_command),
		.links_max = (int)relay->connections,
		.mails_per_link = MAILS_PER_LINK,
		.waiting_max = (int)relay->connections * WAITING_PER_LINK,
		.per_s = (int)relay->rate_per_s,
		.burst = (int)relay->burst,
		.rest_first_ms = REST_FIRST_MS,
		.rest_max_ms = REST_MAX_MS,
		.deadlines = SMTP_DEADLINES_USUAL,
	};

	smtp.deadlines.connect_ms = (int)relay->connect_ms;
	smtp.deadlines.command_ms = (int)relay->command_ms;
	smtp.deadlines.dot_ms = (int)relay->body_ms;
	return smtp;
}

static enum status
open_relay(struct event_base *base, const struct settings *settings,
    const struct settings_relay *relay, struct smtp **ret_smtp, struct err *err)
{
	CLEANUP(credential_done) struct credential password = { 0 };
	struct smtp_settings smtp = settings_of(settings, relay);
	enum status status = OK;

	if (smtp.user != NULL && smtp.token_command == NULL) {
		status = credential_read(relay->password_credential, NULL, &password,
		    err);
		smtp.password = password.bytes;
	}
	return status == OK ? smtp_open(base, &smtp, ret_smtp, err) : status;
}

enum status
mail_relays_open(struct event_base *base, const struct settings *settings,
    struct mail_relays **ret_relays, struct err *err)
{
	struct mail_relays *relays = alloc_zero(1, sizeof *relays);
	enum status status = settings->relay_count > 0
	    ? OK
	    : err_set(err, ERR_INVALID, "relay: there is none");

	for (size_t i = 0; i < settings->relay_count && status == OK; i++) {
		status = open_relay(base, settings, &settings->relays[i],
		    &relays->relays[i], err);
		if (status == OK)
			relays->names[relays->count++] = alloc_text(
			    settings->relays[i].title);
	}
	if (status != OK) {
		mail_relays_close(&relays);
		return status;
	}
	for (int i = 0; i < relays->count; i++)
		smtp_knock(relays->relays[i]);
	*ret_relays = relays;
	return OK;
}

void
mail_relays_close(struct mail_relays **relaysp)
{
	struct mail_relays *relays = TAKE(*relaysp);

	if (relays == NULL)
		return;
	for (int i = 0; i < relays->count; i++) {
		smtp_close(&relays->relays[i]);
		free(relays->names[i]);
	}
	free(relays);
}

struct smtp *
mail_relays_pick(const struct mail_relays *relays)
{
	for (int i = 0; i < relays->count; i++)
		if (smtp_room(relays->relays[i]) > 0)
			return relays->relays[i];
	return NULL;
}

const char *
mail_relays_one(const struct mail_relays *relays, int index,
    struct smtp_status *ret_status)
{
	if (index >= relays->count)
		return NULL;
	smtp_status(relays->relays[index], ret_status);
	return relays->names[index];
}

void
mail_relays_status(const struct mail_relays *relays, struct smtp_status *ret_status)
{
	bool is_connecting = false;

	for (int i = 0; i < relays->count; i++) {
		struct smtp_status other;

		smtp_status(relays->relays[i], &other);
		is_connecting = is_connecting || other.is_connecting;
		if (i > 0 && ret_status->breaker == SMTP_BREAKER_CLOSED)
			continue;
		if (i == 0 || other.breaker == SMTP_BREAKER_CLOSED ||
		    other.next_probe_ms < ret_status->next_probe_ms)
			*ret_status = other;
	}
	ret_status->is_connecting = is_connecting;
}
