#include "message_kind.h"

#include "run.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The file without runs of blanks and line ends. */
static void
read_squeezed(const char *path, struct text *out)
{
	FILE *file = fopen(path, "r");
	bool was_blank = false;

	ck_assert_msg(file != NULL, "%s", path);
	for (int c = fgetc(file); c != EOF; c = fgetc(file)) {
		bool is_blank = c == ' ' || c == '\n' || c == '\t';
		char one = is_blank ? ' ' : (char)c;

		if (!is_blank || !was_blank)
			text_add_bytes(out, &one, 1);
		was_blank = is_blank;
	}
	fclose(file);
}

START_TEST(test_database_has_the_same_rows)
{
	CLEANUP(text_done) struct text sql = { 0 };
	size_t rows = 0;

	read_squeezed(SOURCE_DIR "/sql/migrations/0004_messages.sql", &sql);
	read_squeezed(SOURCE_DIR "/sql/migrations/0011_letters.sql", &sql);
	for (enum message_kind kind = 0; kind < MESSAGE_KIND_COUNT; kind++) {
		const struct message_kind_row *row = message_kind_row(kind);
		const char *method = row->event_method;
		const char *quote = method == NULL ? "" : "'";
		char wanted[160];

		snprintf(wanted, sizeof wanted, "('%s', %d, '%s', %s%s%s, %" PRId64 ")",
		    row->name, row->priority, row->is_resent ? "resend" : "hold", quote,
		    method == NULL ? "NULL" : method, quote, row->expires_before_s);
		ck_assert_msg(strstr(text_string(&sql), wanted) != NULL, "%s", wanted);
	}

	const char *at = text_string(&sql);

	while ((at = strstr(at, "INSERT INTO message_kind VALUES")) != NULL)
		for (const char *end = strchr(at, ';'); at < end; at++)
			rows += *at == '(';
	ck_assert_uint_eq(rows, MESSAGE_KIND_COUNT);
}
END_TEST

START_TEST(test_name_and_back)
{
	for (enum message_kind kind = 0; kind < MESSAGE_KIND_COUNT; kind++) {
		enum message_kind back = MESSAGE_KIND_COUNT;
		struct err err = { 0 };

		ck_assert_int_eq(message_kind_parse(message_kind_row(kind)->name, &back,
				     &err),
		    OK);
		ck_assert_int_eq(back, kind);
	}
}
END_TEST

START_TEST(test_unknown_kind_names_the_known)
{
	enum message_kind kind = MESSAGE_LAPSED;
	struct err err = { 0 };

	ck_assert_int_eq(message_kind_parse("advert", &kind, &err), ERR_NOT_FOUND);
	ck_assert_int_eq(kind, MESSAGE_LAPSED);
	ck_assert_str_eq(err.text,
	    "no kind of mail 'advert'; there are: invitation "
	    "reminder confirmation change cancellation declined "
	    "lapsed not_seated day_before host_request host_card after_dinner "
	    "seat_offer season_invitation paused left claim_status digest");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("message_kind");

	tcase_add_test(tests, test_database_has_the_same_rows);
	tcase_add_test(tests, test_name_and_back);
	tcase_add_test(tests, test_unknown_kind_names_the_known);
	return run_tests("message_kind", tests);
}
