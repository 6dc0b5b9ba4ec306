/* peer_roles.h - the users and groups of the role sections as ids, and what a peer of the
 * control socket holds by them. */
#ifndef CONVENE_PEER_ROLES_H
#define CONVENE_PEER_ROLES_H

#include "http_peer.h"
#include "settings.h"
#include "text.h"

struct peer_roles;

/* Looks the names up, which may wait for a directory server: in a worker, or before the
 * loop runs. ERR_INVALID: a user or group that this machine does not know. */
MUST_CHECK enum status peer_roles_new(const struct settings *settings,
    struct peer_roles **ret_roles, struct err *err);
void peer_roles_free(struct peer_roles **roles); /* also for CLEANUP(); accepts NULL */

/* A set of enum role. uid 0 is admin, without money and privacy unless listed. */
unsigned peer_roles_of(const struct peer_roles *roles, const struct http_peer *peer);

/* ERR_DENIED, with who it is, what is missing, and which group would give it. fix: what
 * to do, one line. */
#define PEER_ROLES_FIX_MAX 160
MUST_CHECK enum status peer_roles_refuse(const struct peer_roles *roles,
    const struct http_peer *peer, const char *what, enum role needed,
    char fix[static PEER_ROLES_FIX_MAX], struct err *err);

/* Adds a line to errors for each user and group of the roles, and the control group, that
 * this machine does not know. ERR_INVALID when there is any. As peer_roles_new(). */
MUST_CHECK enum status peer_roles_check(const struct settings *settings,
    struct text *errors);

/* (gid_t)-1 in *ret_gid for "". As peer_roles_new(): not on the loop. */
MUST_CHECK enum status peer_roles_find_group(const char *name, gid_t *ret_gid,
    struct err *err);
#endif
