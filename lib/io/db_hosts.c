#include "db_hosts.h"

#include "text.h"

#include <string.h>

struct db_hosts {
	PQconninfoOption *options;
	size_t count; /* of them that have a value */
};

static void
free_message(char **message)
{
	PQfreemem(*message);
}

enum status
db_hosts_new(const char *conninfo, struct db_hosts **ret_hosts, struct err *err)
{
	CLEANUP(free_message) char *message = NULL;
	PQconninfoOption *options = PQconninfoParse(conninfo, &message);

	if (options == NULL)
		return err_set(err, ERR_INVALID, "database: %s",
		    message != NULL ? message : "the conninfo is unreadable");

	struct db_hosts *hosts = alloc_zero(1, sizeof *hosts);
	hosts->options = options;
	for (const PQconninfoOption *o = options; o->keyword != NULL; o++)
		hosts->count += o->val != NULL;
	*ret_hosts = hosts;
	return OK;
}

void
db_hosts_free(struct db_hosts **hosts)
{
	if (*hosts == NULL)
		return;
	PQconninfoFree((*hosts)->options);
	free(TAKE(*hosts));
}

char *
db_hosts_turned(const char *list, unsigned turn)
{
	struct text turned = { 0 };
	size_t count = 1;

	for (const char *p = list; *p != '\0'; p++)
		count += *p == ',';

	const char *from = list;
	for (size_t skip = turn % count; skip > 0; skip--)
		from = strchr(from, ',') + 1;
	text_add_bytes(&turned, from, strlen(from));
	if (from > list) {
		text_add(&turned, ",");
		text_add_bytes(&turned, list, (size_t)(from - list) - 1);
	}
	return text_take(&turned);
}

static bool
is_list(const char *keyword)
{
	return strcmp(keyword, "host") == 0 || strcmp(keyword, "hostaddr") == 0 ||
	    strcmp(keyword, "port") == 0;
}

PGconn *
db_hosts_connect(const struct db_hosts *hosts, unsigned turn)
{
	CLEANUP(free_ptr)
	const char **words = alloc_zero(2 * hosts->count + 2, sizeof *words);
	const char **values = words + hosts->count + 1;
	char *turned[3] = { NULL };
	size_t turned_count = 0, at = 0;

	for (const PQconninfoOption *o = hosts->options; o->keyword != NULL; o++) {
		if (o->val == NULL)
			continue;
		words[at] = o->keyword;
		values[at] = o->val;
		if (is_list(o->keyword))
			values[at] = turned[turned_count++] = db_hosts_turned(o->val,
			    turn);
		at++;
	}

	PGconn *pg = alloc_check(PQconnectStartParams(words, values, 0));
	for (size_t i = 0; i < turned_count; i++)
		free(turned[i]);
	return pg;
}
