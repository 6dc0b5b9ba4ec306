#include "archive_line.h"

#include <string.h>

void
archive_line_add(struct text *text, uint64_t number)
{
	char digits[22];
	char *at = digits + sizeof digits;

	do
		*--at = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	*--at = ' ';
	text_add_bytes(text, at, (size_t)(digits + sizeof digits - at)); /* digits */
}

void
archive_line_add_all(struct text *text, const uint64_t *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		archive_line_add(text, numbers[i]);
	text_add(text, "\n");
}

enum status
archive_line_refuse(const struct archive_reader *reader, const char *what)
{
	return err_set(reader->err, ERR_INVALID, "line %zu: %s", reader->line, what);
}

enum status
archive_line_word(struct archive_reader *reader, const char *word)
{
	size_t length = strlen(word);

	reader->line++;
	if ((size_t)(reader->end - reader->at) < length ||
	    memcmp(reader->at, word, length) != 0)
		return err_set(reader->err, ERR_INVALID, "line %zu: '%s' is missing",
		    reader->line, word);
	reader->at += length;
	return OK;
}

static bool
is_next(const struct archive_reader *reader, char wanted)
{
	return reader->at < reader->end && *reader->at == wanted;
}

static bool
is_digit(const struct archive_reader *reader)
{
	return reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9';
}

/* A blank, and a number without leading zeros: one number, one text. */
enum status
archive_line_number(struct archive_reader *reader, uint64_t most, uint64_t *ret_number)
{
	uint64_t number = 0;

	if (!is_next(reader, ' '))
		return archive_line_refuse(reader, "a number is missing");
	reader->at++;
	const char *first = reader->at;

	for (; is_digit(reader); reader->at++)
		if (__builtin_mul_overflow(number, (uint64_t)10, &number) ||
		    __builtin_add_overflow(number, (uint64_t)(*reader->at - '0'),
			&number))
			return archive_line_refuse(reader, "a number is too large");
	if (reader->at == first || (*first == '0' && reader->at > first + 1))
		return archive_line_refuse(reader, "a number is missing");
	if (number > most)
		return archive_line_refuse(reader, "a number is too large");
	*ret_number = number;
	return OK;
}

enum status
archive_line_end(struct archive_reader *reader)
{
	if (!is_next(reader, '\n'))
		return archive_line_refuse(reader, "too many numbers");
	reader->at++;
	return OK;
}

enum status
archive_line_read(struct archive_reader *reader, const char *word, size_t count,
    const uint64_t *most, uint64_t *ret_numbers)
{
	enum status status = archive_line_word(reader, word);

	for (size_t i = 0; status == OK && i < count; i++)
		status = archive_line_number(reader, most[i], &ret_numbers[i]);
	return status == OK ? archive_line_end(reader) : status;
}
