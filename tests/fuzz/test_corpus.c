/* Inputs that once were of interest to a fuzzer, in every run of the tests. */
#include "readers.h"
#include "run.h"
#include "source.h"

#include <dirent.h>
#include <stdio.h>

static void
close_folder(DIR **folder)
{
	if (*folder != NULL)
		closedir(*folder);
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
		CLEANUP(source_done) struct source source = { .path = NULL };
		struct err err;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/tests/fixtures/fuzz/%s/%s", SOURCE_DIR,
		    target->name, entry->d_name);
		ck_assert_int_eq(source_read(path, &source, &err), OK);
		target->read((const uint8_t *)text_string(&source.bytes),
		    source.bytes.length);
		count++;
	}
	return count;
}

START_TEST(test_corpus_is_read)
{
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
