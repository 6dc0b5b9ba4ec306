#include "actors.h"

#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define KEPT_MAX 256
#define USER_MAX 64
#define ENTRY_BYTES 16384

struct kept {
	uid_t uid;
	char actor[ACTORS_NAME_MAX];
};

struct actors {
	struct workers *workers;
	char host[HOST_NAME_MAX + 1];
	struct kept kept[KEPT_MAX];
	size_t count;
};

struct asking {
	struct actors *actors;
	uid_t uid;
	char user[USER_MAX]; /* "" when nobody knows */
	actors_fn *found;
	void *arg;
};

struct actors *
actors_open(struct workers *workers)
{
	struct actors *actors = alloc_zero(1, sizeof *actors);

	actors->workers = workers;
	if (gethostname(actors->host, sizeof actors->host - 1) != 0)
		snprintf(actors->host, sizeof actors->host, "localhost");
	return actors;
}

static void
look_up(void *arg, const atomic_bool *is_cancelled)
{
	struct asking *asking = arg;
	char bytes[ENTRY_BYTES];
	struct passwd user, *found = NULL;

	if (getpwuid_r(asking->uid, &user, bytes, sizeof bytes, &found) == 0 &&
	    found != NULL)
		snprintf(asking->user, sizeof asking->user, "%s", found->pw_name);
}

static void
write_actor(const struct asking *asking, char actor[static ACTORS_NAME_MAX])
{
	int host_max = ACTORS_NAME_MAX - USER_MAX - 2;

	if (asking->user[0] != '\0')
		snprintf(actor, ACTORS_NAME_MAX, "%s@%.*s", asking->user, host_max,
		    asking->actors->host);
	else
		snprintf(actor, ACTORS_NAME_MAX, "uid %lld@%.*s", (long long)asking->uid,
		    host_max, asking->actors->host);
}

static void
on_found(enum status status, void *arg)
{
	struct asking *asking = arg;
	struct actors *actors = asking->actors;
	char actor[ACTORS_NAME_MAX];

	write_actor(asking, actor);
	if (status == OK && asking->user[0] != '\0') {
		if (actors->count == KEPT_MAX)
			actors->count = 0; /* so many users are not many machines' use */
		struct kept *kept = &actors->kept[actors->count++];

		kept->uid = asking->uid;
		memcpy(kept->actor, actor, sizeof kept->actor);
	}
	asking->found(actor, asking->arg);
	free(asking);
}

void
actors_find(struct actors *actors, uid_t uid, actors_fn *found, void *arg)
{
	for (size_t i = 0; i < actors->count; i++) {
		if (actors->kept[i].uid == uid) {
			found(actors->kept[i].actor, arg);
			return;
		}
	}
	struct asking *asking = alloc_zero(1, sizeof *asking);

	*asking = (struct asking){ .actors = actors,
		.uid = uid,
		.found = found,
		.arg = arg };
	if (workers_run(actors->workers, look_up, on_found, asking, NULL, NULL) != OK)
		on_found(ERR_UNAVAILABLE, asking); /* the number names the user, too */
}

void
actors_close(struct actors **actors)
{
	free(TAKE(*actors));
}
