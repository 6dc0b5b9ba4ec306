/* Pictures and documents that come to reply+TOKEN. Person 2 is the table's host. */
#include "inbox.h"

#include "run.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *base64, *type; /* NULL: not a receipt's */
} files[] = {
	{ "JVBERi0xLjQKMSAwIG9iago=", "application/pdf" },
	{ "/9j/4AAQSkZJRgABAQ==", "image/jpeg" },
	{ "iVBORw0KGgoAAAANSUhEUg==", "image/png" },
	{ "UklGRiQAAABXRUJQVlA4IA==", "image/webp" },
	{ "AAAAGGZ0eXBoZWljAAAAAG1pZjE=", "image/heic" },
	{ "SUkqAAgAAAA=", "image/tiff" },
	{ "R0lGODlhAQABAIAAAA==", NULL }, /* a picture, of no camera */
	{ "PCFET0NUWVBFIGh0bWw+", NULL },
	{ "TVqQAAMAAAA=", NULL }, /* a program */
	{ "JVBERi0=", "application/pdf" },
	{ "JVBERg==", NULL }, /* cut before its mark ends */
	{ "IA==", NULL },
	{ "", NULL },
};

static void
take_files(int person, const char *head, const char *first, const char *second)
{
	static int number;

	inbox_take_text("From: p%d@example.org\r\nTo: Dinners <reply+%s@example.org>\r\n"
			"Message-ID: <%d@example.org>\r\n%sMIME-Version: 1.0\r\n"
			"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
			"Content-Type: text/plain\r\n\r\nHere.\r\n--b\r\nContent-Type: "
			"image/jpeg; name=\"../../receipt.exe\"\r\nContent-Disposition: "
			"inline\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--b\r\n"
			"%s--b--\r\n",
	    person, live_admin("SELECT md5('reply %d')", person), number++, head, first,
	    second);
}

static const char *
stored(void)
{
	return live_admin("SELECT count(*) || ' ' || count(DISTINCT digest) || ' ' || "
			  "(SELECT count(*) FROM receipt_file) FROM receipt");
}

/* By its bytes, whatever the mail says that it is. */
START_TEST(test_a_host_s_file_is_kept_as_it_came)
{
	inbox_message(2);
	take_files(2, "", files[_i].base64, "");
	if (files[_i].type == NULL) {
		ck_assert_str_eq(inbox_recorded(), "words, to administrator");
		ck_assert_str_eq(stored(), "0 0 0");
		return;
	}
	ck_assert_str_eq(inbox_recorded(), "receipt, stored");
	ck_assert_str_eq(live_admin("SELECT type FROM receipt_file"), files[_i].type);
	ck_assert_str_eq(live_admin("SELECT f.content = decode('%s', 'base64') AND "
				    "f.digest = sha256(f.content) AND r.seat_id = '%s' "
				    "FROM receipt_file f JOIN receipt r USING (digest)",
			     files[_i].base64, inbox_seat(2)),
	    "t");
	ck_assert_str_eq(live_admin("SELECT content IS NULL FROM inbound"), "t");
}
END_TEST

#define PART "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"

/* The same file twice, in one mail or two, is one; a mail taken again is nothing new. */
START_TEST(test_equal_files_are_one)
{
	inbox_message(2);
	take_files(2, "", files[0].base64, PART "JVBERi0xLjQKMSAwIG9iago=\r\n");
	ck_assert_str_eq(stored(), "1 1 1");
	take_files(2, "", files[0].base64, PART "/9j/4AAQSkZJRgABAQ==\r\n");
	ck_assert_str_eq(stored(), "3 2 2");
	for (int i = 0; i < 2; i++)
		inbox_take_text("To: reply+%s@x\nMIME-Version: 1.0\nContent-Type: "
				"image/png\n\n\x89PNG\r\n\x1a\n",
		    staged_token("reply 2"));
	ck_assert_str_eq(stored(), "4 3 3");
}
END_TEST

/* A letter beside them that nobody can read as a receipt: the mail waits for a human. */
START_TEST(test_what_else_is_in_the_mail_is_shown)
{
	inbox_message(2);
	take_files(2, "", files[0].base64, PART "TVqQAAMAAAA=\r\n");
	ck_assert_str_eq(inbox_recorded(), "receipt, stored");
	ck_assert_str_eq(stored(), "1 1 1");
	ck_assert_str_eq(live_admin("SELECT content IS NOT NULL FROM inbound"), "t");
}
END_TEST

/* Nobody else's, no unknown address's, no machine's, no picture of a signature. */
START_TEST(test_others_files_are_not_stored)
{
	inbox_message(1);
	take_files(1, "", files[0].base64, "");
	ck_assert_str_eq(inbox_recorded(), "receipt, to administrator");
	take_files(3, "", files[0].base64, "");
	ck_assert_str_eq(inbox_recorded(), "receipt, unknown");
	inbox_message(2);
	take_files(2, "Auto-Submitted: auto-replied\r\n", files[0].base64, "");
	ck_assert_str_eq(inbox_recorded(), "automatic, counted");
	inbox_take_text(
	    "To: reply+%s@x\nMIME-Version: 1.0\nContent-Type: "
	    "multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
	    "\n<img src=\"cid:1\">\n--b\nContent-Type: image/png\nContent-ID: "
	    "<1>\n\n\x89PNG\r\n\x1a\n\n--b--\n",
	    staged_token("reply 2"));
	ck_assert_str_eq(inbox_recorded(), "words, to administrator");
	ck_assert_str_eq(stored(), "0 0 0");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM inbound WHERE content IS NOT "
				    "NULL"),
	    "3");
}
END_TEST

/* Nearly all that a mail may hold, and more parts than are kept. */
START_TEST(test_large_and_many)
{
	CLEANUP(text_done) struct text mail = { 0 };
	CLEANUP(text_done) struct text part = { 0 };
	const char *token;

	inbox_message(2);
	token = staged_token("reply 2");
	text_add(&mail, "To: reply+");
	text_add_bytes(&mail, token, strlen(token));
	text_add(&mail, "@x\nMIME-Version: 1.0\nContent-Type: application/pdf\n\n%PDF-");
	while (mail.length < INTAKE_BYTES_MAX)
		text_add(&mail, "0");
	inbox_take(text_string(&mail), mail.length);
	ck_assert_str_eq(inbox_recorded(), "receipt, stored");
	text_add(&mail, "0");
	inbox_take(text_string(&mail), mail.length);
	ck_assert_str_eq(inbox_recorded(), "unreadable, too large");

	text_add(&part, PART "/9j/4AAQSkZJRgABAQ==\r\n");
	for (int i = 0; i < 12; i++)
		text_add(&part, "--b\r\n" PART "JVBERi0xLjQKMSAwIG9iago=\r\n");
	take_files(2, "", files[0].base64, text_string(&part));
	ck_assert_str_eq(inbox_recorded(), "receipt, stored");
	ck_assert_str_eq(live_admin("SELECT content IS NOT NULL FROM inbound ORDER BY "
				    "inbound_id DESC LIMIT 1"),
	    "t");
	ck_assert_str_eq(stored(), "3 3 3");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("receipt");

	tcase_set_timeout(tests, 30);
	tcase_add_checked_fixture(tests, inbox_setup, inbox_teardown);
	tcase_add_loop_test(tests, test_a_host_s_file_is_kept_as_it_came, 0,
	    (int)COUNT_OF(files));
	tcase_add_test(tests, test_equal_files_are_one);
	tcase_add_test(tests, test_what_else_is_in_the_mail_is_shown);
	tcase_add_test(tests, test_others_files_are_not_stored);
	tcase_add_test(tests, test_large_and_many);
	return run_tests("intake/receipt", tests);
}
