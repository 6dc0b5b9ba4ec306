/* relay_log.c - "Dec  1 04:00:00 mx postfix/cleanup[7]: 4F0A1: message-id=<X>" and so on.
 * A queue id is of one mail at a time, and may be given to another one later. */
#include "relay_log.h"

#include "arena.h"
#include "lookup.h"

#include <stdbool.h>
#include <string.h>

/* A piece of a line. */
struct piece {
	const char *at;
	size_t length;
};

/* What is under a queue id now. */
struct queued {
	char queue_id[RELAY_LOG_QUEUE_ID_MAX];
	char id[RELAY_LOG_ID_SIZE]; /* "": not told yet, or none of ours */
	bool is_named, is_taken, is_dropped;
};

/* A process that talks to clients, and what it takes in. */
struct talker {
	size_t queued;
};

struct reader {
	struct relay_log *log;
	struct arena arena; /* the keys */
	struct lookup queue_ids, pids, ids;
	struct queued *queued;
	struct talker *talkers;
	size_t queued_count, queued_room, talker_count, talker_room;
};

static void
reader_done(struct reader *reader)
{
	free(reader->queued);
	free(reader->talkers);
	lookup_done(&reader->queue_ids);
	lookup_done(&reader->pids);
	lookup_done(&reader->ids);
	arena_done(&reader->arena);
}

/* Room for one more. */
static void *
grow(void *items, size_t count, size_t *room, size_t size)
{
	void *bigger;

	if (count < *room)
		return items;
	*room = *room == 0 ? 64 : *room * 2;
	bigger = alloc_zero(*room, size);
	if (count > 0)
		memcpy(bigger, items, count * size);
	free(items);
	return bigger;
}

static bool
starts(struct piece piece, const char *with)
{
	size_t length = strlen(with);

	return piece.length >= length && memcmp(piece.at, with, length) == 0;
}

static bool
holds(struct piece piece, const char *what)
{
	return memmem(piece.at, piece.length, what, strlen(what)) != NULL;
}

static struct piece
skip(struct piece piece, size_t length)
{
	return (struct piece){ piece.at + length, piece.length - length };
}

/* The place of a byte, or the length. */
static size_t
find(struct piece piece, char byte)
{
	const char *at = memchr(piece.at, byte, piece.length);

	return at == NULL ? piece.length : (size_t)(at - piece.at);
}

/* "X" of "X: rest", which becomes the rest. */
static bool
take_queue_id(struct piece *rest, char queue_id[static RELAY_LOG_QUEUE_ID_MAX])
{
	size_t length = 0;

	while (length < rest->length &&
	    ((rest->at[length] >= '0' && rest->at[length] <= '9') ||
		(rest->at[length] >= 'A' && rest->at[length] <= 'Z') ||
		(rest->at[length] >= 'a' && rest->at[length] <= 'z')))
		length++;
	if (length == 0 || length >= RELAY_LOG_QUEUE_ID_MAX ||
	    !starts(skip(*rest, length), ": "))
		return false;
	memcpy(queue_id, rest->at, length);
	queue_id[length] = '\0';
	*rest = skip(*rest, length + 2);
	return true;
}

/* "message-id=<UUID@domain>": the uuid, or "" for what is none of ours. */
static void
read_id(struct piece rest, char id[static RELAY_LOG_ID_SIZE])
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx@";
	struct piece uuid = skip(rest, strlen("message-id="));

	id[0] = '\0';
	if (!starts(uuid, "<") || uuid.length < sizeof shape)
		return;
	uuid = skip(uuid, 1);
	for (size_t i = 0; shape[i] != '\0'; i++) {
		bool is_digit = (uuid.at[i] >= '0' && uuid.at[i] <= '9') ||
		    (uuid.at[i] >= 'a' && uuid.at[i] <= 'f');

		if (shape[i] == 'x' ? !is_digit : uuid.at[i] != shape[i])
			return;
	}
	memcpy(id, uuid.at, RELAY_LOG_ID_SIZE - 1);
	id[RELAY_LOG_ID_SIZE - 1] = '\0';
}

static struct relay_log_mail *
mail_of(struct reader *reader, const char *id)
{
	struct relay_log *log = reader->log;
	size_t number;

	if (lookup_find(&reader->ids, id, &number))
		return &log->mails[number];
	log->mails = grow(log->mails, log->count, &log->room, sizeof *log->mails);
	memcpy(log->mails[log->count].id, id, RELAY_LOG_ID_SIZE);
	lookup_add(&reader->ids, arena_text(&reader->arena, id), log->count);
	return &log->mails[log->count++];
}

/* Nothing more will be said of what is there, and its queue id is free. */
static void
finish(struct reader *reader, struct queued *queued)
{
	if (queued->id[0] != '\0' && (queued->is_taken || queued->is_dropped)) {
		struct relay_log_mail *mail = mail_of(reader, queued->id);

		mail->taken += queued->is_taken;
		mail->dropped += !queued->is_taken;
		if (queued->is_taken && mail->queue_id[0] == '\0')
			memcpy(mail->queue_id, queued->queue_id, sizeof mail->queue_id);
	}
	queued->id[0] = '\0';
	queued->is_named = queued->is_taken = queued->is_dropped = false;
}

static size_t
queued_at(struct reader *reader, const char *queue_id)
{
	size_t number = reader->queued_count;

	if (lookup_find(&reader->queue_ids, queue_id, &number))
		return number;
	reader->queued = grow(reader->queued, reader->queued_count, &reader->queued_room,
	    sizeof *reader->queued);
	memcpy(reader->queued[number].queue_id, queue_id, strlen(queue_id) + 1);
	lookup_add(&reader->queue_ids, arena_text(&reader->arena, queue_id), number);
	return reader->queued_count++;
}

static struct talker *
talker_of(struct reader *reader, struct piece pid)
{
	char *key = arena_bytes(&reader->arena, pid.at, pid.length);
	size_t number;

	if (lookup_find(&reader->pids, key, &number))
		return &reader->talkers[number];
	reader->talkers = grow(reader->talkers, reader->talker_count,
	    &reader->talker_room, sizeof *reader->talkers);
	reader->talkers[reader->talker_count].queued = SIZE_MAX;
	lookup_add(&reader->pids, key, reader->talker_count);
	return &reader->talkers[reader->talker_count++];
}

/* Said yes to, whatever became of it then. */
static bool
is_taken(struct piece program, struct piece rest)
{
	if (starts(program, "qmgr["))
		return starts(rest, "from=<") && holds(rest, "(queue active)");
	return starts(rest, "hold: ") || starts(rest, "milter-hold: ") ||
	    starts(rest, "discard: ") || starts(rest, "milter-discard: ");
}

static void
read_queued(struct reader *reader, struct piece program, struct piece pid,
    const char *queue_id, struct piece rest)
{
	size_t at = queued_at(reader, queue_id);
	struct queued *queued = &reader->queued[at];

	if (starts(program, "smtpd[") && starts(rest, "client=")) {
		finish(reader, queued);
		talker_of(reader, pid)->queued = at;
	} else if (starts(program, "cleanup[") && starts(rest, "message-id=")) {
		if (queued->is_named)
			finish(reader, queued);
		read_id(rest, queued->id);
		queued->is_named = true;
	} else if (is_taken(program, rest)) {
		queued->is_taken = true;
	} else if (starts(rest, "reject: ") || starts(rest, "milter-reject: ")) {
		queued->is_dropped = true;
	}
}

static void
read_line(struct reader *reader, struct piece line)
{
	char queue_id[RELAY_LOG_QUEUE_ID_MAX];
	size_t open = find(line, '['), slash = open;
	struct piece pid = skip(line, open < line.length ? open + 1 : open), program,
		     rest;

	while (slash > 0 && line.at[slash - 1] != '/' && line.at[slash - 1] != ' ')
		slash--;
	program = (struct piece){ line.at + slash, line.length - slash };
	pid.length = find(pid, ']');
	rest = skip(line,
	    open + 1 + pid.length <= line.length ? open + 1 + pid.length : line.length);
	if (slash == 0 || line.at[slash - 1] != '/' || !starts(rest, "]: "))
		return;
	rest = skip(rest, 3);
	reader->log->lines++;
	if (take_queue_id(&rest, queue_id)) {
		read_queued(reader, program, pid, queue_id, rest);
	} else if (starts(program, "smtpd[") &&
	    (starts(rest, "lost connection after DATA ") ||
		starts(rest, "timeout after DATA "))) {
		struct talker *talker = talker_of(reader, pid);

		if (talker->queued != SIZE_MAX)
			reader->queued[talker->queued].is_dropped = true;
	}
}

void
relay_log_read(const char *bytes, size_t length, struct relay_log *log)
{
	CLEANUP(reader_done) struct reader reader = { .log = log };
	struct piece left = { bytes, length };

	while (left.length > 0) {
		size_t end = find(left, '\n');

		read_line(&reader, (struct piece){ left.at, end });
		left = skip(left, end < left.length ? end + 1 : end);
	}
	for (size_t i = 0; i < reader.queued_count; i++)
		finish(&reader, &reader.queued[i]);
}

void
relay_log_done(struct relay_log *log)
{
	free(log->mails);
	*log = (struct relay_log){ 0 };
}
