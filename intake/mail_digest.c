#include "mail_digest.h"

#include "text.h"

#include <string.h>
#include <strings.h>

/* A name with a hyphen at its end stands for all that begin so. */
static const char *const traces[] = { "Received", "X-Received", "Received-SPF",
	"Return-Path", "Delivered-To", "X-Original-To", "Envelope-To", "Delivery-Date",
	"Authentication-Results", "X-Envelope-", "ARC-", "X-Spam-", "X-Virus-" };

static bool
is_trace(const char *line, size_t length)
{
	for (size_t i = 0; i < COUNT_OF(traces); i++) {
		size_t name = strlen(traces[i]);
		bool is_start = traces[i][name - 1] == '-';

		if (length > name && strncasecmp(line, traces[i], name) == 0 &&
		    (is_start || line[name] == ':'))
			return true;
	}
	return false;
}

/* The bytes up to and with the next LF. */
static size_t
line_length(const char *bytes, size_t length)
{
	const char *end = memchr(bytes, '\n', length);

	return end == NULL ? length : (size_t)(end - bytes) + 1;
}

static void
add_line(struct text *text, const char *line, size_t length)
{
	bool is_ended = length > 0 && line[length - 1] == '\n';
	size_t end = length - is_ended;

	if (is_ended && end > 0 && line[end - 1] == '\r')
		end--;
	text_add_bytes(text, line, end);
	if (is_ended)
		text_add(text, "\n");
}

void
mail_digest(const char *bytes, size_t length, char ret_hex[static IDS_SHA256_SIZE])
{
	CLEANUP(text_done) struct text kept = { 0 };
	bool is_head = true, is_dropped = false;

	while (length > 0) {
		size_t line = line_length(bytes, length);

		if (is_head && (bytes[0] == '\n' || bytes[0] == '\r'))
			is_head = is_dropped = false;
		else if (is_head && bytes[0] != ' ' && bytes[0] != '\t')
			is_dropped = is_trace(bytes, line);
		if (!is_dropped)
			add_line(&kept, bytes, line);
		bytes += line;
		length -= line;
	}
	ids_sha256(text_string(&kept), kept.length, ret_hex);
}
