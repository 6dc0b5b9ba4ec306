#include "peer_roles.h"

#include "setting_place.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>

#define ENTRY_BYTES_MAX ((size_t)1 << 20) /* of a group with very many members */

struct holder {
	bool is_group;
	id_t id;
	enum role role;
	char *name;
};

struct peer_roles {
	struct holder *holders;
	size_t count;
};

/* Enough for most groups; grows for the others. */
struct entry {
	char *bytes;
	size_t size;
};

static void
entry_done(struct entry *entry)
{
	free(entry->bytes);
}

static bool
entry_grow(struct entry *entry)
{
	if (entry->size >= ENTRY_BYTES_MAX)
		return false;
	entry->size = entry->size == 0 ? 4096 : entry->size * 4;
	free(entry->bytes);
	entry->bytes = alloc_zero(1, entry->size);
	return true;
}

enum status
peer_roles_find_group(const char *name, gid_t *ret_gid, struct err *err)
{
	CLEANUP(entry_done) struct entry entry = { 0 };
	struct group group, *found = NULL;
	int result = ERANGE;

	if (name[0] == '\0') {
		*ret_gid = (gid_t)-1;
		return OK;
	}
	while (result == ERANGE && entry_grow(&entry))
		result = getgrnam_r(name, &group, entry.bytes, entry.size, &found);
	if (found == NULL)
		return err_set(err, ERR_INVALID,
		    "this machine knows no group '%s': sudo groupadd --system %s", name,
		    name);
	*ret_gid = found->gr_gid;
	return OK;
}

static enum status
find_user(const char *name, uid_t *ret_uid, struct err *err)
{
	CLEANUP(entry_done) struct entry entry = { 0 };
	struct passwd user, *found = NULL;
	int result = ERANGE;

	while (result == ERANGE && entry_grow(&entry))
		result = getpwnam_r(name, &user, entry.bytes, entry.size, &found);
	if (found == NULL)
		return err_set(err, ERR_INVALID, "this machine knows no user '%s'", name);
	*ret_uid = found->pw_uid;
	return OK;
}

static size_t
count_names(const char *const *names)
{
	size_t count = 0;

	while (names != NULL && names[count] != NULL)
		count++;
	return count;
}

static enum status
add_users(struct peer_roles *roles, const struct settings_role *role, struct err *err)
{
	for (size_t i = 0; i < count_names(role->users); i++) {
		struct holder *holder = &roles->holders[roles->count];
		uid_t uid = (uid_t)-1;
		enum status status = find_user(role->users[i], &uid, err);

		if (status != OK)
			return status;
		*holder = (struct holder){ .id = uid,
			.role = role->role,
			.name = alloc_text(role->users[i]) };
		roles->count++;
	}
	return OK;
}

static enum status
add_groups(struct peer_roles *roles, const struct settings_role *role, struct err *err)
{
	for (size_t i = 0; i < count_names(role->groups); i++) {
		struct holder *holder = &roles->holders[roles->count];
		gid_t gid;
		enum status status = peer_roles_find_group(role->groups[i], &gid, err);

		if (status != OK)
			return status;
		*holder = (struct holder){ .is_group = true,
			.id = gid,
			.role = role->role,
			.name = alloc_text(role->groups[i]) };
		roles->count++;
	}
	return OK;
}

enum status
peer_roles_new(const struct settings *settings, struct peer_roles **ret_roles,
    struct err *err)
{
	CLEANUP(peer_roles_free)
	struct peer_roles *roles = alloc_zero(1, sizeof *roles);
	enum status status = OK;
	size_t count = 1;

	for (size_t i = 0; i < settings->role_count; i++)
		count += count_names(settings->roles[i].users) +
		    count_names(settings->roles[i].groups);
	roles->holders = alloc_zero(count, sizeof *roles->holders);
	for (size_t i = 0; status == OK && i < settings->role_count; i++) {
		status = add_users(roles, &settings->roles[i], err);
		if (status == OK)
			status = add_groups(roles, &settings->roles[i], err);
	}
	if (status == OK)
		*ret_roles = TAKE(roles);
	return status;
}

static void
check_role(const struct settings *settings, const struct settings_role *role,
    struct text *errors)
{
	struct err err;
	uid_t uid;
	gid_t gid;

	for (size_t i = 0; i < count_names(role->users); i++)
		if (find_user(role->users[i], &uid, &err) != OK)
			setting_place_tell(errors, settings, &role->users, &err);
	for (size_t i = 0; i < count_names(role->groups); i++)
		if (peer_roles_find_group(role->groups[i], &gid, &err) != OK)
			setting_place_tell(errors, settings, &role->groups, &err);
}

enum status
peer_roles_check(const struct settings *settings, struct text *errors)
{
	size_t before = errors->length;
	struct err err;
	gid_t gid;

	for (size_t i = 0; i < settings->role_count; i++)
		check_role(settings, &settings->roles[i], errors);
	if (peer_roles_find_group(settings->control_group, &gid, &err) != OK)
		setting_place_tell(errors, settings, &settings->control_group, &err);
	return errors->length == before ? OK : ERR_INVALID;
}

void
peer_roles_free(struct peer_roles **rolesp)
{
	struct peer_roles *roles = TAKE(*rolesp);

	if (roles == NULL)
		return;
	for (size_t i = 0; i < roles->count; i++)
		free(roles->holders[i].name);
	free(roles->holders);
	free(roles);
}

unsigned
peer_roles_of(const struct peer_roles *roles, const struct http_peer *peer)
{
	unsigned held = peer->is_local && peer->uid == 0 ? ROLE_ADMIN : ROLE_NONE;

	for (size_t i = 0; peer->is_local && i < roles->count; i++) {
		const struct holder *holder = &roles->holders[i];
		bool is_held = holder->is_group ? http_peer_is_in_group(peer, holder->id)
						: peer->uid == holder->id;

		if (is_held)
			held |= holder->role;
	}
	return held;
}

/* The group that has the role itself, or one that includes it. */
static const char *
group_with(const struct peer_roles *roles, enum role needed)
{
	const char *name = NULL;

	for (size_t i = 0; i < roles->count; i++) {
		const struct holder *holder = &roles->holders[i];

		if (!holder->is_group || !role_allows(holder->role, needed))
			continue;
		if (name == NULL || holder->role == needed)
			name = holder->name;
	}
	return name;
}

static void
add_groups_of(struct text *text, const struct http_peer *peer)
{
	text_add_int(text, peer->gid);
	for (size_t i = 0; i < peer->group_count && i < 16; i++) {
		if (peer->groups[i] == peer->gid)
			continue;
		text_add(text, " ");
		text_add_int(text, peer->groups[i]);
	}
}

enum status
peer_roles_refuse(const struct peer_roles *roles, const struct http_peer *peer,
    const char *what, enum role needed, char fix[static PEER_ROLES_FIX_MAX],
    struct err *err)
{
	CLEANUP(text_done) struct text groups = { 0 };
	const char *group = group_with(roles, needed);

	add_groups_of(&groups, peer);
	if (group == NULL) {
		snprintf(fix, PEER_ROLES_FIX_MAX,
		    "list a user or group in section role %s of convene.conf, then "
		    "systemctl reload convened",
		    role_name(needed));
		return err_set(err, ERR_DENIED,
		    "uid %d (groups %s): '%s' needs role %s, which no group has",
		    (int)peer->uid, text_string(&groups), what, role_name(needed));
	}
	snprintf(fix, PEER_ROLES_FIX_MAX,
	    "join group %.40s (sudo usermod -aG %.40s YOU) and log in again", group,
	    group);
	return err_set(err, ERR_DENIED,
	    "uid %d (groups %s): '%s' needs role %s, which group %s has", (int)peer->uid,
	    text_string(&groups), what, role_name(needed), group);
}
