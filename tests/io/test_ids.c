#include "derived_id.h"
#include "ids.h"

#include "run.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
check_form(const char *uuid, char version)
{
	ck_assert_uint_eq(strlen(uuid), IDS_UUID_SIZE - 1);
	for (int i = 0; i < IDS_UUID_SIZE - 1; i++)
		ck_assert(
		    strchr(i == 8 || i == 13 || i == 18 || i == 23 ? "-"
								   : "0123456789abcdef",
			uuid[i]));
	ck_assert_int_eq(uuid[14], version);
	ck_assert_ptr_nonnull(strchr("89ab", uuid[19]));
}

START_TEST(test_random_ids_differ)
{
	char a[IDS_UUID_SIZE], b[IDS_UUID_SIZE];

	ids_random(a);
	ids_random(b);
	check_form(a, '4');
	ck_assert_str_ne(a, b);
}
END_TEST

/* The values are part of every database: a change of these is a change of all ids. */
START_TEST(test_derived_ids_never_change)
{
	char a[IDS_UUID_SIZE], b[IDS_UUID_SIZE];

	derived_id(a, "seat", "winter-27", "1", NULL);
	check_form(a, '8');
	ck_assert_str_eq(a, "5dfb46a6-16e9-8c87-9e76-b4c93ea8fb66");
	derived_id(b, "seat", "winter-27/1", NULL);
	ck_assert_str_eq(a, b);
	derived_id(b, "seat", "winter-27", "2", NULL);
	ck_assert_str_ne(a, b);
}
END_TEST

static void *
name_many(void *arg)
{
	char id[IDS_UUID_SIZE];

	for (int i = 0; i < 2000; i++) {
		derived_id(id, "seat", "7", NULL);
		ck_assert_str_eq(id, arg);
	}
	return NULL;
}

START_TEST(test_derived_ids_from_two_threads)
{
	char id[IDS_UUID_SIZE];
	pthread_t other;

	derived_id(id, "seat", "7", NULL);
	ck_assert_int_eq(pthread_create(&other, NULL, name_many, id), 0);
	name_many(id);
	pthread_join(other, NULL);
}
END_TEST

static void
new_key(const char *secret, struct ids_key **ret_key)
{
	struct credential credential = { (char *)secret, strlen(secret) };
	struct err err;

	ck_assert_msg(ids_key_new(&credential, ret_key, &err) == OK, "%s", err.text);
}

START_TEST(test_tokens_hang_on_every_part)
{
	static const struct {
		const char *purpose, *row_id;
		int64_t generation;
	} others[] = { { "answer", "b", 1 }, { "leave", "a", 1 }, { "answer", "a", 2 },
		{ "answera", "", 1 }, { "answer", "a", 11 } };
	CLEANUP(ids_key_free) struct ids_key *key = NULL, *other_key = NULL;
	char token[IDS_TOKEN_SIZE], other[IDS_TOKEN_SIZE];

	new_key("0123456789abcdef0123456789abcdef", &key);
	new_key("0123456789abcdef0123456789abcdeF", &other_key);
	ids_token(key, "answer", "a", 1, token);
	ck_assert_uint_eq(strlen(token), 32);
	ck_assert_uint_eq(strspn(token, "0123456789abcdef"), 32);
	ids_token(key, "answer", "a", 1, other);
	ck_assert_str_eq(token, other);
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		ids_token(key, others[i].purpose, others[i].row_id, others[i].generation,
		    other);
		ck_assert_str_ne(token, other);
	}
	ids_token(other_key, "answer", "a", 1, other);
	ck_assert_str_ne(token, other);
}
END_TEST

START_TEST(test_short_key_is_refused)
{
	struct credential credential = { (char *)"0123456789abcdef0123456789abcde", 31 };
	struct ids_key *key = NULL;
	struct err err;

	ck_assert_int_eq(ids_key_new(&credential, &key, &err), ERR_INVALID);
	ck_assert_ptr_null(key);
	ck_assert_ptr_null(strstr(err.text, "0123"));
}
END_TEST

/* FIPS 180-2, appendix B.1. */
START_TEST(test_sha256)
{
	char hex[IDS_SHA256_SIZE];

	ids_sha256("abc", 3, hex);
	ck_assert_str_eq(hex,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(test_request_ids_differ)
{
	char a[IDS_REQUEST_SIZE], b[IDS_REQUEST_SIZE];

	ids_request(a);
	ids_request(b);
	ck_assert_uint_eq(strlen(a), 16);
	ck_assert_str_ne(a, b);
}
END_TEST

static char folder[] = "/tmp/convene-ids.XXXXXX", path[64];

static void
write_secret(const char *text, size_t length, mode_t mode)
{
	FILE *file;

	snprintf(folder, sizeof folder, "/tmp/convene-ids.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/link-key", folder);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, length, file), length);
	fclose(file);
	ck_assert_int_eq(chmod(path, mode), 0);
}

static void
remove_secret(void)
{
	unlink(path);
	rmdir(folder);
}

static char long_text[CREDENTIAL_BYTES_MAX + 1];

static const struct {
	const char *text;
	size_t length;
	mode_t mode;
	enum status status;
} files[] = {
	{ "secret\n", 7, 0600, OK },
	{ "secret", 6, 0400, OK },
	{ "secret\r\n", 8, 0600, OK },
	{ "secret\n", 7, 0640, ERR_DENIED },
	{ "secret\n", 7, 0604, ERR_DENIED },
	{ "\n", 1, 0600, ERR_INVALID },
	{ "", 0, 0600, ERR_INVALID },
	{ "sec\0ret", 7, 0600, ERR_INVALID },
	{ long_text, sizeof long_text, 0600, ERR_INVALID },
};

START_TEST(test_a_file_must_be_ours_alone)
{
	CLEANUP(credential_done) struct credential credential = { 0 };
	struct err err = { OK, "" };

	unsetenv("CREDENTIALS_DIRECTORY");
	memset(long_text, 'x', sizeof long_text);
	write_secret(files[_i].text, files[_i].length, files[_i].mode);
	ck_assert_msg(credential_read("link-key", path, &credential, &err) ==
		files[_i].status,
	    "%s", err.text);
	if (files[_i].status == OK) {
		ck_assert_str_eq(credential.bytes, "secret");
		ck_assert_uint_eq(credential.length, 6);
	} else {
		ck_assert_ptr_null(credential.bytes);
		ck_assert_ptr_null(strstr(err.text, "secret"));
	}
	remove_secret();
}
END_TEST

START_TEST(test_systemds_credential_comes_first)
{
	CLEANUP(credential_done) struct credential credential = { 0 };
	struct err err;

	write_secret("from systemd", 12, 0440);
	setenv("CREDENTIALS_DIRECTORY", folder, 1);
	ck_assert_int_eq(credential_read("link-key", "/nowhere", &credential, &err), OK);
	ck_assert_str_eq(credential.bytes, "from systemd");
	remove_secret();
	credential_done(&credential);
	ck_assert_int_eq(credential_read("link-key", NULL, &credential, &err),
	    ERR_NOT_FOUND);
	ck_assert_int_eq(credential_read("link-key", "/nowhere", &credential, &err),
	    ERR_NOT_FOUND);
}
END_TEST

START_TEST(test_no_links_and_no_folders)
{
	CLEANUP(credential_done) struct credential credential = { 0 };
	char link_path[80];
	struct err err;

	unsetenv("CREDENTIALS_DIRECTORY");
	write_secret("secret", 6, 0600);
	snprintf(link_path, sizeof link_path, "%s/link", folder);
	ck_assert_int_eq(symlink(path, link_path), 0);
	ck_assert_int_eq(credential_read("link-key", link_path, &credential, &err),
	    ERR_DENIED);
	ck_assert_int_eq(credential_read("link-key", folder, &credential, &err),
	    ERR_INVALID);
	unlink(link_path);
	remove_secret();
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("ids");

	tcase_add_test(tests, test_random_ids_differ);
	tcase_add_test(tests, test_derived_ids_never_change);
	tcase_add_test(tests, test_derived_ids_from_two_threads);
	tcase_add_test(tests, test_tokens_hang_on_every_part);
	tcase_add_test(tests, test_short_key_is_refused);
	tcase_add_test(tests, test_sha256);
	tcase_add_test(tests, test_request_ids_differ);
	tcase_add_loop_test(tests, test_a_file_must_be_ours_alone, 0, COUNT_OF(files));
	tcase_add_test(tests, test_systemds_credential_comes_first);
	tcase_add_test(tests, test_no_links_and_no_folders);
	return run_tests("ids", tests);
}
