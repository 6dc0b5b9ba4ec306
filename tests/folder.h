/* folder.h - the files of a folder below tests/fixtures, for tests that take each. */
#ifndef CONVENE_FOLDER_H
#define CONVENE_FOLDER_H

#include "text.h"

#define FOLDER_FILES_MAX 64

struct folder {
	struct folder_file {
		char name[256];
		struct text bytes;
	} files[FOLDER_FILES_MAX];
	int count;
};

/* By their names. Fails the test when there is none, or too many. */
void folder_open(struct folder *folder, const char *path);
void folder_done(struct folder *folder);
#endif
