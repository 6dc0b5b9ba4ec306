/* intake.h - convene-intake as a library: mails into the database, one at a time. */
#ifndef CONVENE_INTAKE_H
#define CONVENE_INTAKE_H

#include "settings.h"

struct intake;

#define INTAKE_BYTES_MAX ((size_t)10 * 1024 * 1024) /* of a mail */

/* Reads the configuration and begins to connect. ERR_INVALID, ERR_NOT_FOUND,
 * ERR_UNAVAILABLE: the configuration, with all its errors on standard error. */
MUST_CHECK enum status intake_open(const char *config_path, struct intake **ret_intake,
    struct err *err);
void intake_close(struct intake **intake); /* takes NULL */

const struct settings *intake_settings(const struct intake *intake);

/* Returns when it is recorded, or will not be; a mail that is no mail is recorded as
 * that. Taking it twice counts once.
 *
 *   ERR_UNAVAILABLE  nothing was recorded
 *   ERR_UNCERTAIN    nobody can say
 *   others           the database refuses it; the journal says why */
MUST_CHECK enum status intake_take(struct intake *intake, const char *bytes,
    size_t length, struct err *err);
#endif
