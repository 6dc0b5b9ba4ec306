#include "mouth_imap.h"

#include "credential.h"
#include "imap.h"
#include "journal.h"

#include <stdbool.h>

/* On a mail that was begun; on one that was begun when it had the first. */
#define BEGUN "$ConveneBegun"
#define AGAIN "$ConveneAgain"
#define CORRUPT "Corrupt"

struct batch {
	uint32_t uids[IMAP_UIDS_MAX];
	size_t count;
};

struct reading {
	struct intake *intake;
	struct imap *imap;
	const char *processed;
	struct batch all, begun, again;
};

static bool
holds(const struct batch *batch, uint32_t uid)
{
	for (size_t i = 0; i < batch->count; i++)
		if (batch->uids[i] == uid)
			return true;
	return false;
}

static enum status
list(struct imap *imap, const char *flag, struct batch *batch, struct err *err)
{
	return imap_uids(imap, flag, batch->uids, &batch->count, err);
}

static enum status
list_all(struct reading *reading, struct err *err)
{
	enum status status = list(reading->imap, NULL, &reading->all, err);

	if (status == OK)
		status = list(reading->imap, BEGUN, &reading->begun, err);
	if (status == OK)
		status = list(reading->imap, AGAIN, &reading->again, err);
	return status;
}

static enum status
set_aside(struct reading *reading, uint32_t uid, struct err *err)
{
	journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
	    "a mail ended this program twice: it lies in the folder " CORRUPT);
	return imap_move(reading->imap, uid, CORRUPT, err);
}

static enum status
take_bytes(struct reading *reading, uint32_t uid, struct err *err)
{
	CLEANUP(text_done) struct text mail = { 0 };
	enum status status = imap_fetch(reading->imap, uid, INTAKE_BYTES_MAX, &mail, err);

	if (status == ERR_NOT_FOUND)
		return OK; /* somebody else moved it */
	if (status != OK)
		return status;
	return intake_take(reading->intake, text_string(&mail), mail.length, err);
}

/* Without keywords the server cannot count how often a mail was begun: that is all. */
static enum status
take_one(struct reading *reading, uint32_t uid, struct err *err)
{
	const char *flag = holds(&reading->begun, uid) ? AGAIN : BEGUN;

	if (holds(&reading->again, uid))
		return set_aside(reading, uid, err);
	imap_set_flag(reading->imap, uid, flag, true);
	enum status status = take_bytes(reading, uid, err);

	if (status == OK)
		return imap_move(reading->imap, uid, reading->processed, err);
	imap_set_flag(reading->imap, uid, flag, false); /* no fault of it */
	return status;
}

static enum status
take_all(struct reading *reading, struct err *err)
{
	uint32_t first = 0;
	enum status status;

	while ((status = list_all(reading, err)) == OK && reading->all.count > 0) {
		if (reading->all.uids[0] == first)
			return err_set(err, ERR_UNAVAILABLE,
			    "mailbox: mails stay where they were moved from");
		first = reading->all.uids[0];
		for (size_t i = 0; i < reading->all.count && status == OK; i++)
			status = take_one(reading, reading->all.uids[i], err);
		if (status != OK)
			return status;
	}
	return status;
}

static void
free_reading(struct reading **reading)
{
	imap_close(&(*reading)->imap);
	free(*reading);
}

static const char *
or_null(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

enum status
mouth_imap(struct intake *intake, const char *url, struct err *err)
{
	const struct settings *settings = intake_settings(intake);
	CLEANUP(credential_done) struct credential password = { 0 };
	CLEANUP(free_reading) struct reading *reading = alloc_zero(1, sizeof *reading);
	enum status status = OK;

	if (settings->mailbox_user[0] != '\0')
		status = credential_read(settings->mailbox_password_credential, NULL,
		    &password, err);
	if (status != OK)
		return status;
	status = imap_open(
	    &(struct imap_settings){
		.url = url,
		.user = or_null(settings->mailbox_user),
		.password = password.bytes,
		.ca_file = or_null(settings->mailbox_ca_file),
		.connect_ms = (long)settings->mailbox_connect_ms,
		.answer_ms = (long)settings->mailbox_answer_ms,
	    },
	    &reading->imap, err);
	if (status != OK)
		return status;
	reading->intake = intake;
	reading->processed = settings->mailbox_processed;
	return take_all(reading, err);
}
