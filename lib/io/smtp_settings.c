#include "smtp_settings.h"

#include "token_command.h"

#include <stdbool.h>
#include <string.h>

#define HOST_MAX 253

static bool
is_made_of(const char *text, const char *allowed)
{
	size_t length = strlen(text);

	return length > 0 && length <= HOST_MAX && strspn(text, allowed) == length;
}

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* By the name alone, which libcurl never looks up for "localhost". */
static bool
is_loopback(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "::1") == 0 ||
	    (strncmp(host, "127.", 4) == 0 && is_made_of(host, DIGITS "."));
}

static enum status
check_range(int value, int least, int most, const char *name, struct err *err)
{
	if (value < least || value > most)
		return err_set(err, ERR_INVALID, "relay: %s is %d to %d, not %d", name,
		    least, most, value);
	return OK;
}

static enum status
check_numbers(const struct smtp_settings *settings, struct err *err)
{
	const struct smtp_deadlines *deadlines = &settings->deadlines;
	const struct {
		int value, least, most;
		const char *name;
	} numbers[] = {
		{ settings->port, 1, 65535, "port" },
		{ settings->links_max, 1, SMTP_LINKS_MAX, "connections" },
		{ settings->mails_per_link, 1, 1000000, "mails a connection" },
		{ settings->waiting_max, 1, 10000, "mails waiting" },
		{ settings->per_s, 0, 10000, "mails a second" },
		{ settings->burst, 1, 10000, "burst" },
		{ settings->rest_first_ms, 1, 3600000, "first rest" },
		{ settings->rest_max_ms, settings->rest_first_ms, 3600000,
		    "longest rest" },
		{ deadlines->connect_ms, 1, 3600000, "connect deadline" },
		{ deadlines->idle_ms, 1, 3600000, "idle time" },
		{ deadlines->command_ms, 1, 3600000, "command deadline" },
		{ deadlines->data_ms, 1, 3600000, "data deadline" },
		{ deadlines->begin_ms, 1, 3600000, "begin deadline" },
		{ deadlines->block_ms, 1, 3600000, "block deadline" },
		{ deadlines->dot_ms, 1, 3600000, "final deadline" },
		{ deadlines->quit_ms, 1, 3600000, "quit deadline" },
	};

	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		enum status status = check_range(numbers[i].value, numbers[i].least,
		    numbers[i].most, numbers[i].name, err);

		if (status != OK)
			return status;
	}
	return OK;
}

static enum status
check_login(const struct smtp_settings *settings, struct err *err)
{
	bool is_by_token = settings->auth == SMTP_AUTH_XOAUTH2;

	if (is_by_token != (settings->token_command != NULL))
		return err_set(err, ERR_INVALID,
		    "relay: XOAUTH2 and a token command go together");
	if (is_by_token && (settings->user == NULL || settings->password != NULL))
		return err_set(err, ERR_INVALID,
		    "relay: XOAUTH2 wants a user and no password");
	if (!is_by_token && (settings->user == NULL) != (settings->password == NULL))
		return err_set(err, ERR_INVALID, "relay: user and password go together");
	return is_by_token ? token_command_check(settings->token_command, err) : OK;
}

enum status
smtp_settings_check(const struct smtp_settings *settings, struct err *err)
{
	if (!is_made_of(settings->host, LETTERS DIGITS ".-:"))
		return err_set(err, ERR_INVALID, "relay: not a host: %s", settings->host);
	if (!is_made_of(settings->hello, LETTERS DIGITS ".-"))
		return err_set(err, ERR_INVALID, "relay: not a name for EHLO: %s",
		    settings->hello);
	if (settings->tls == SMTP_PLAIN && !is_loopback(settings->host))
		return err_set(err, ERR_INVALID,
		    "relay: only loopback goes without TLS, not %s", settings->host);
	enum status status = check_login(settings, err);

	return status == OK ? check_numbers(settings, err) : status;
}

static char *
copy(const char *text)
{
	return text != NULL ? alloc_text(text) : NULL;
}

struct smtp_settings *
smtp_settings_copy(const struct smtp_settings *settings)
{
	struct smtp_settings *mine = alloc_zero(1, sizeof *mine);

	*mine = *settings;
	mine->host = copy(settings->host);
	mine->hello = copy(settings->hello);
	mine->ca_file = copy(settings->ca_file);
	mine->user = copy(settings->user);
	mine->password = copy(settings->password);
	mine->token_command = copy(settings->token_command);
	return mine;
}

void
smtp_settings_free(struct smtp_settings **settingsp)
{
	struct smtp_settings *settings = TAKE(*settingsp);

	if (settings == NULL)
		return;
	if (settings->password != NULL) /* a core dump need not hold it */
		explicit_bzero((char *)settings->password, strlen(settings->password));
	free((char *)settings->host);
	free((char *)settings->hello);
	free((char *)settings->ca_file);
	free((char *)settings->user);
	free((char *)settings->password);
	free((char *)settings->token_command);
	free(settings);
}
