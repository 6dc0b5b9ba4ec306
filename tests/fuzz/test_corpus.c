/* Inputs that once were of interest to a fuzzer, in every run of the tests. */
#include "readers.h"
#include "run.h"
#include "text.h"

#include <dirent.h>
#include <stdio.h>

static void
close_folder(DIR **folder)
{
	if (*folder != NULL)
		closedir(*folder);
}

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

/* How many files of the reader's folder it has read. */
static int
read_all(const struct readers_target *target)
{
	char path[600];
	int count = 0;

	snprintf(path, sizeof path, "%s/tests/fixtures/fuzz/%s", SOURCE_DIR,
	    target->name);
	CLEANUP(close_folder) DIR *folder = opendir(path);

	ck_assert_msg(folder != NULL, "%s", path);
	for (struct dirent *entry = readdir(folder); entry != NULL;
	     entry = readdir(folder)) {
		CLEANUP(text_done) struct text bytes = { 0 };

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/tests/fixtures/fuzz/%s/%s", SOURCE_DIR,
		    target->name, entry->d_name);
		read_file(path, &bytes);
		target->read((const uint8_t *)text_string(&bytes), bytes.length);
		count++;
	}
	return count;
}

START_TEST(test_corpus_is_read)
{
	readers_start();
	for (const struct readers_target *at = readers_table; at->name != NULL; at++)
		ck_assert_msg(read_all(at) > 0, "no input for %s", at->name);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("corpus");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, test_corpus_is_read);
	return run_tests("fuzz/corpus", tests);
}
