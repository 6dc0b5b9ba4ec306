/* letter_files.h - the folder with the templates of mails: one file for each kind. */
#ifndef CONVENE_LETTER_FILES_H
#define CONVENE_LETTER_FILES_H

#include "ids.h"
#include "message_kind.h"

struct letter_file {
	struct text body;
	char digest[IDS_SHA256_SIZE];
};

struct letter_files {
	struct letter_file kinds[MESSAGE_KIND_COUNT];
};

/* All of them, or ERR_INVALID and every reason in errors, one a line. On failure
 * *ret_files is untouched. */
MUST_CHECK enum status letter_files_read(const char *folder,
    struct letter_files *ret_files, struct text *errors);

/* The same, for whoever wants to know only that. */
MUST_CHECK enum status letter_files_check(const char *folder, struct text *errors);

void letter_files_done(struct letter_files *files); /* also for CLEANUP() */
#endif
