/* smtp_settings.h - how a relay is reached and used. */
#ifndef CONVENE_SMTP_SETTINGS_H
#define CONVENE_SMTP_SETTINGS_H

#include "base.h"

enum smtp_tls {
	SMTP_STARTTLS, /* required: a relay without it is a fault */
	SMTP_IMPLICIT, /* TLS from the first byte */
	SMTP_PLAIN     /* none: loopback only */
};

/* How to log in. A relay that does not offer the one that is named is a fault. */
enum smtp_auth { SMTP_AUTH_ANY, SMTP_AUTH_PLAIN, SMTP_AUTH_LOGIN, SMTP_AUTH_XOAUTH2 };

/* Milliseconds, each from the start of its phase, whatever trickles in meanwhile. */
struct smtp_deadlines {
	int connect_ms; /* name, TCP, greeting, EHLO, TLS, AUTH */
	int idle_ms;    /* then QUIT */
	int command_ms; /* RSET, MAIL, RCPT */
	int data_ms;
	int begin_ms; /* for smtp_begin(): then closed, not sent */
	int block_ms; /* for each 64 KiB of a body to leave */
	int dot_ms;   /* for the last answer; giving up early makes copies */
	int quit_ms;
};

#define SMTP_DEADLINES_USUAL                                                 \
	{                                                                    \
		.connect_ms = 60000, .idle_ms = 30000, .command_ms = 300000, \
		.data_ms = 120000, .begin_ms = 30000, .block_ms = 180000,    \
		.dot_ms = 600000, .quit_ms = 5000,                           \
	}

struct smtp_settings {
	const char *host; /* name or address; an IPv6 address without brackets */
	int port;
	const char *hello; /* our name in EHLO */
	enum smtp_tls tls;
	const char *ca_file;         /* NULL: the system's */
	const char *user, *password; /* both NULL: no AUTH; else AUTH is required */
	const char *token_command;   /* XOAUTH2 alone, instead of a password */
	enum smtp_auth auth;
	int links_max;                  /* connections, 1 to SMTP_LINKS_MAX */
	int mails_per_link;             /* then another connection */
	int waiting_max;                /* mails that wait for a connection */
	int per_s, burst;               /* mails a second, at once; per_s 0: no limit */
	int rest_first_ms, rest_max_ms; /* the breaker's */
	struct smtp_deadlines deadlines;
};

#define SMTP_LINKS_MAX 20

/* ERR_INVALID, and the text names the setting: a host, port or name that cannot be,
 * counts out of range, no TLS beyond loopback, half a credential. */
MUST_CHECK enum status smtp_settings_check(const struct smtp_settings *settings,
    struct err *err);

/* An owned copy, strings and all; given back by _free(), which takes NULL and nulls. */
struct smtp_settings *smtp_settings_copy(const struct smtp_settings *settings);
void smtp_settings_free(struct smtp_settings **settings);
#endif
