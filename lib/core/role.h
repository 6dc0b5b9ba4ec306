/* role.h - who may do what: the roles of a peer as bits. */
#ifndef CONVENE_ROLE_H
#define CONVENE_ROLE_H

#include "text.h"

/* A set of roles is an unsigned with these bits. */
enum role {
	ROLE_NONE = 0, /* whoever may connect */
	ROLE_VIEWER = 1 << 0,
	ROLE_OPERATOR = 1 << 1, /* includes viewer */
	ROLE_ADMIN = 1 << 2,    /* includes operator */
	ROLE_FINANCE = 1 << 3,
	ROLE_APPROVER = 1 << 4,
	ROLE_SPONSOR = 1 << 5,
	ROLE_PRIVACY = 1 << 6,
};

/* Does a peer that holds these roles hold the needed one? Admin has no money or privacy
 * role unless it is listed. */
bool role_allows(unsigned held, enum role needed);

/* "none", "viewer", ... */
const char *role_name(enum role role);

/* ERR_INVALID for a name that is no role; *ret_role is then untouched. */
MUST_CHECK enum status role_parse(const char *name, enum role *ret_role, struct err *err);

/* "operator, finance", or "none". */
void role_add_names(struct text *text, unsigned held);
#endif
