#include "folder.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>

static void
read_file(const char *path, struct text *bytes)
{
	char piece[4096];
	FILE *file = fopen(path, "re");

	ck_assert_msg(file != NULL, "%s", path);
	for (size_t got; (got = fread(piece, 1, sizeof piece, file)) > 0;)
		text_add_bytes(bytes, piece, got);
	ck_assert_int_eq(fclose(file), 0);
}

void
folder_open(struct folder *folder, const char *path)
{
	struct dirent **entries;
	char place[900];

	*folder = (struct folder){ 0 };
	snprintf(place, sizeof place, "%s/tests/fixtures/%s", SOURCE_DIR, path);
	int count = scandir(place, &entries, NULL, alphasort);

	ck_assert_msg(count > 0 && count <= FOLDER_FILES_MAX, "%s", place);
	for (int i = 0; i < count; i++) {
		struct folder_file *file = &folder->files[folder->count];

		if (entries[i]->d_name[0] != '.') {
			snprintf(place, sizeof place, "%s/tests/fixtures/%s/%s",
			    SOURCE_DIR, path, entries[i]->d_name);
			snprintf(file->name, sizeof file->name, "%s", entries[i]->d_name);
			read_file(place, &file->bytes);
			folder->count++;
		}
		free(entries[i]);
	}
	free(entries);
	ck_assert_int_gt(folder->count, 0);
}

void
folder_done(struct folder *folder)
{
	for (int i = 0; i < folder->count; i++)
		text_done(&folder->files[i].bytes);
	folder->count = 0;
}
