#include "role.h"

#include "spelling.h"

#include <assert.h>
#include <string.h>

static const struct {
	enum role role;
	const char *name;
	unsigned includes;
} roles[] = {
	{ ROLE_VIEWER, "viewer", ROLE_VIEWER },
	{ ROLE_OPERATOR, "operator", ROLE_OPERATOR | ROLE_VIEWER },
	{ ROLE_ADMIN, "admin", ROLE_ADMIN | ROLE_OPERATOR | ROLE_VIEWER },
	{ ROLE_FINANCE, "finance", ROLE_FINANCE },
	{ ROLE_APPROVER, "approver", ROLE_APPROVER },
	{ ROLE_SPONSOR, "sponsor", ROLE_SPONSOR },
	{ ROLE_PRIVACY, "privacy", ROLE_PRIVACY },
};

bool
role_allows(unsigned held, enum role needed)
{
	unsigned all = ROLE_NONE;

	for (size_t i = 0; i < COUNT_OF(roles); i++)
		if ((held & roles[i].role) != 0)
			all |= roles[i].includes;
	return ((unsigned)needed & ~all) == 0;
}

const char *
role_name(enum role role)
{
	if (role == ROLE_NONE)
		return "none";
	for (size_t i = 0; i < COUNT_OF(roles); i++)
		if (roles[i].role == role)
			return roles[i].name;
	assert(false && "one role has one name");
	return "none";
}

enum status
role_parse(const char *name, enum role *ret_role, struct err *err)
{
	const char *names[COUNT_OF(roles)];

	for (size_t i = 0; i < COUNT_OF(roles); i++) {
		if (strcmp(roles[i].name, name) == 0) {
			*ret_role = roles[i].role;
			return OK;
		}
		names[i] = roles[i].name;
	}

	const char *nearest = spelling_nearest(name, names, COUNT_OF(names));

	if (nearest != NULL)
		return err_set(err, ERR_INVALID, "'%s' is no role; did you mean '%s'?",
		    name, nearest);
	return err_set(err, ERR_INVALID, "'%s' is no role", name);
}

void
role_add_names(struct text *text, unsigned held)
{
	size_t before = text->length;

	for (size_t i = 0; i < COUNT_OF(roles); i++) {
		if ((held & roles[i].role) == 0)
			continue;
		if (text->length > before)
			text_add(text, ", ");
		text_add_line(text, roles[i].name);
	}
	if (text->length == before)
		text_add(text, "none");
}
