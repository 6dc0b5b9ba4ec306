#include "address.h"

#include "run.h"

#include <stdbool.h>
#include <string.h>

#define A8 "aaaaaaaa"
#define A64 A8 A8 A8 A8 A8 A8 A8 A8
#define BYTES(literal)                       \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

struct bytes {
	const char *data;
	size_t length;
};

static const struct bytes good[] = {
	BYTES("a@x"),
	BYTES("Jane.O'Neill+dinner@example.org"),
	BYTES("zoe@b\xC3\xBC"
	      "cher.example"),
	BYTES(A64 "@example.org"),
	BYTES("100%@example.org"),
	BYTES("_@xn--bcher-kva.example"),
};

START_TEST(test_good)
{
	struct err err = { OK, "" };

	ck_assert_msg(address_check(good[_i].data, good[_i].length, &err) == OK, "%s: %s",
	    good[_i].data, err.text);
}
END_TEST

static const struct bytes bad[] = {
	BYTES(""),
	BYTES("@"),
	BYTES("a"),
	BYTES("a@"),
	BYTES("@x"),
	BYTES("a@b@c"),
	BYTES("a b@x"),
	BYTES("a@x "),
	BYTES("a\t@x"),
	BYTES("a\x7F@x"),
	BYTES(".a@x"),
	BYTES("a.@x"),
	BYTES("a..b@x"),
	BYTES("a@.x"),
	BYTES("a@x."),
	BYTES("a@x..y"),
	BYTES("<a@x>"),
	BYTES("a(b)@x"),
	BYTES("a,b@x"),
	BYTES("a;b@x"),
	BYTES("a:b@x"),
	BYTES("a\\b@x"),
	BYTES("\"a\"@x"),
	BYTES("a@[192.0.2.1]"),
	BYTES("a@x/y"),
	BYTES("zo\xC3\xAB@x"),
	BYTES(A64 "a@example.org"),
	/* The envelope-smuggling string in its disguises. */
	BYTES("<a@x>\r\nDATA\r\nSubject: free\r\n\r\nhi\r\n.\r\nNOOP"),
	BYTES("a@x\r\nDATA\r\n.\r\nNOOP"),
	BYTES("a@x\nRCPT TO:<b@y>"),
	BYTES("a@x\rRCPT TO:<b@y>"),
	BYTES("a@x>\0\r\nDATA"),
	BYTES("a@x\0"),
	BYTES("a\0@x"),
	BYTES("a@x%0d%0aDATA"),
	BYTES("<a@x>%0d%0aDATA%0d%0a.%0d%0aNOOP"),
	BYTES("a@x%00"),
};

START_TEST(test_bad)
{
	struct err err = { OK, "" };

	ck_assert_msg(address_check(bad[_i].data, bad[_i].length, &err) == ERR_INVALID,
	    "%s", bad[_i].data);
	ck_assert_ptr_nonnull(strstr(err.text, "e-mail address"));
}
END_TEST

/* All 256 bytes before and behind the '@': just the forbidden ones are refused. */
START_TEST(test_every_byte)
{
	for (int byte = 0; byte < 256; byte++) {
		const char local[] = { 'a', (char)byte, 'a', '@', 'x' };
		const char domain[] = { 'a', '@', 'x', (char)byte, 'x' };
		bool is_forbidden = byte < 0x21 || byte == 0x7F ||
		    memchr("<>(),;:\\\"[]@", byte, 12) != NULL;
		bool is_label = byte >= 0x80 || byte == '-' || byte == '.' ||
		    (byte >= '0' && byte <= '9') ||
		    ((byte | 32) >= 'a' && (byte | 32) <= 'z');

		ck_assert_msg((address_check(local, 5, NULL) != OK) ==
			(is_forbidden || byte >= 0x80),
		    "local part with 0x%02x", (unsigned)byte);
		ck_assert_msg((address_check(domain, 5, NULL) == OK) ==
			(is_label && !is_forbidden),
		    "domain with 0x%02x", (unsigned)byte);
	}
}
END_TEST

START_TEST(test_whole_length)
{
	char address[300];

	for (int length = 250; length <= 258; length++) {
		memset(address, 'x', sizeof address);
		address[10] = '@';
		ck_assert_int_eq(address_check(address, (size_t)length, NULL),
		    length <= 254 ? OK : ERR_INVALID);
	}
}
END_TEST

START_TEST(test_key)
{
	struct arena arena = { 0 };

	ck_assert_str_eq(address_key(&arena, "A.b@X.org"), "a.b@x.org");
	ck_assert_str_eq(address_key(&arena, "\xC3\x89Z[@z"), "\xC3\x89z[@z");
	arena_done(&arena);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("address");

	tcase_add_loop_test(tests, test_good, 0, COUNT_OF(good));
	tcase_add_loop_test(tests, test_bad, 0, COUNT_OF(bad));
	tcase_add_test(tests, test_every_byte);
	tcase_add_test(tests, test_whole_length);
	tcase_add_test(tests, test_key);
	return run_tests("address", tests);
}
