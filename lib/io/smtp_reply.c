#include "smtp_reply.h"

#include <string.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
add_words(struct smtp_reply_reader *reader, const char *text, size_t length)
{
	char *words = reader->reply.words;

	if (reader->words_length > 0 && reader->words_length < SMTP_WORDS_MAX &&
	    length > 0)
		words[reader->words_length++] = ' ';
	for (size_t i = 0; i < length && reader->words_length < SMTP_WORDS_MAX; i++)
		words[reader->words_length++] = text[i] >= ' ' && text[i] <= '~' ? text[i]
										 : '?';
	words[reader->words_length] = '\0';
}

/* class "." 1*3digit "." 1*3digit, then a blank or the end (RFC 3463). */
static void
read_enhanced(struct smtp_reply *reply, const char *text, size_t length)
{
	size_t at = 1;

	if (length < 5 || text[0] != '0' + reply->code / 100)
		return;
	for (int part = 0; part < 2; part++) {
		size_t digits = 0;

		if (at == length || text[at] != '.')
			return;
		at++;
		while (digits < 3 && at < length && is_digit(text[at])) {
			at++;
			digits++;
		}
		if (digits == 0)
			return;
	}
	if (at < length && text[at] != ' ')
		return;
	_Static_assert(sizeof reply->enhanced > sizeof "5.999.999", "any code fits");
	memcpy(reply->enhanced, text, at);
	reply->enhanced[at] = '\0';
}

static enum smtp_reading
read_line(struct smtp_reply_reader *reader)
{
	struct smtp_reply *reply = &reader->reply;
	const char *line = reader->line;
	size_t length = reader->line_length;

	if (length > 0 && line[length - 1] == '\r')
		length--;
	if (length < 3 || line[0] < '2' || line[0] > '5' || !is_digit(line[1]) ||
	    !is_digit(line[2]) || (length > 3 && line[3] != '-' && line[3] != ' '))
		return SMTP_READ_JUNK;

	int code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
	bool is_last = length == 3 || line[3] == ' ';
	if (reader->lines > 0 && code != reply->code)
		return SMTP_READ_JUNK;
	if (++reader->lines > SMTP_LINES_MAX)
		return SMTP_READ_JUNK;
	reply->code = code;
	if (length > 4) {
		if (reply->enhanced[0] == '\0')
			read_enhanced(reply, line + 4, length - 4);
		add_words(reader, line + 4, length - 4);
	}
	reader->line_length = 0;
	return is_last ? SMTP_READ_WHOLE : SMTP_READ_MORE;
}

static void
start_over(struct smtp_reply_reader *reader)
{
	reader->reply = (struct smtp_reply){ 0 };
	reader->lines = 0;
	reader->words_length = 0;
	reader->line_length = 0;
	reader->is_whole = false;
}

enum smtp_reading
smtp_reply_read(struct smtp_reply_reader *reader, const char **bytes, size_t *left)
{
	enum smtp_reading reading = SMTP_READ_MORE;

	if (reader->is_whole)
		start_over(reader);
	while (*left > 0 && reading == SMTP_READ_MORE) {
		char c = *(*bytes)++;

		(*left)--;
		if (c == '\n')
			reading = read_line(reader);
		else if (reader->line_length == SMTP_LINE_MAX)
			reading = SMTP_READ_JUNK;
		else
			reader->line[reader->line_length++] = c;
	}
	reader->is_whole = reading == SMTP_READ_WHOLE;
	return reading;
}

static void
copy_id(const char *from, char *ret_id)
{
	size_t length = strcspn(from, " ,;)]>");

	if (length > SMTP_QUEUE_ID_MAX)
		length = SMTP_QUEUE_ID_MAX;
	memcpy(ret_id, from, length);
	ret_id[length] = '\0';
}

void
smtp_reply_queue_id(const struct smtp_reply *reply, char ret_id[SMTP_QUEUE_ID_MAX + 1])
{
	static const char *const before[] = { "queued as ", "InternalId=", "id=" };
	const char *end = strstr(reply->words, " Message accepted for delivery");

	ret_id[0] = '\0';
	for (size_t i = 0; i < COUNT_OF(before); i++) {
		const char *found = strstr(reply->words, before[i]);

		if (found != NULL) {
			copy_id(found + strlen(before[i]), ret_id);
			return;
		}
	}
	if (end == NULL)
		return;
	while (end > reply->words && end[-1] != ' ')
		end--;
	copy_id(end, ret_id);
}
