/* cmd_preview.c - a mail as it would be sent, to anybody and of any kind, made by what
 * makes the real ones. Its links are made with a key of its own: they open nothing, so
 * that whoever may look cannot answer for somebody. The template is that of the folder,
 * as it is now. */
#include "commands.h"

#include "letter_files.h"
#include "mail_content.h"

#include <string.h>

static const char preview_key[] = "the links of a preview open nothing.";

static enum status
read_row(const struct json *json, struct message_row *ret_row, struct text *content,
    struct err *err)
{
	const struct json *facts = NULL;
	struct message_row row = { .message_id = "00000000-0000-4000-8000-000000000000" };
	enum status status = json_get_text(json, "kind", &row.kind, err);

	if (status == OK)
		status = json_get_text(json, "to_address", &row.to_address, err);
	if (status == OK)
		status = json_get_text(json, "person_id", &row.person_id, err);
	if (status == OK)
		status = json_get_text(json, "seat_id", &row.seat_id, err);
	if (status == OK)
		status = json_get_text(json, "event_uid", &row.event_uid, err);
	if (status == OK)
		status = json_get_int(json, "event_sequence", &row.event_sequence, err);
	if (status == OK)
		status = json_get_int(json, "ready_s", &row.ready_s, err);
	if (status == OK)
		status = json_get_object(json, "content", &facts, err);
	if (status != OK)
		return status;
	json_write(content, facts);
	row.content = text_string(content);
	*ret_row = row;
	return OK;
}

static enum status
make_mail(const struct daemon *daemon, const struct message_row *row,
    struct mail_content *ret_mail, struct err *err)
{
	const struct credential secret = { (char *)preview_key, strlen(preview_key) };
	CLEANUP(letter_files_done) struct letter_files files = { 0 };
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(zone_shelf_done) struct zone_shelf zones = { 0 };
	CLEANUP(text_done) struct text errors = { 0 };
	CLEANUP(ids_key_free) struct ids_key *key = NULL;
	const struct letter *letter = NULL;
	enum message_kind kind = 0;
	enum status status = message_kind_parse(row->kind, &kind, err);

	if (status != OK)
		return status;
	if (letter_files_read(daemon->settings->mail_templates, &files, &errors) != OK)
		return err_set(err, ERR_INVALID, "%.*s",
		    (int)strcspn(text_string(&errors), "\n"), text_string(&errors));
	status = letter_parse(row->kind, text_string(&files.kinds[kind].body),
	    files.kinds[kind].body.length, &arena, &letter, err);
	if (status == OK)
		status = ids_key_new(&secret, &key, err);
	if (status != OK)
		return status;
	const struct mail_origin origin = {
		.settings = daemon->settings,
		.link_key = key,
		.zones = &zones,
		.is_preview = true,
	};

	return mail_content_write(&origin, row, letter, ret_mail, err);
}

static void
write_answer(const struct json *row, const struct mail_content *mail, struct text *out)
{
	CLEANUP(json_free) struct json *answer = json_new_object();
	CLEANUP(text_done) struct text headers = { 0 };
	const char *bytes = text_string(&mail->bytes);
	bool stands_in = false;

	for (const char *end = strstr(bytes, "\r\n\r\n"); bytes < end; bytes++)
		if (*bytes != '\r')
			text_add_bytes(&headers, bytes, 1);
	json_add_text(answer, "kind", json_as_text(json_find(row, "kind")));
	json_add_text(answer, "person", json_as_text(json_find(row, "person")));
	(void)json_as_bool(json_find(row, "stands_in"), &stands_in); /* the query's own */
	json_add_bool(answer, "stands_in", stands_in);
	json_add_text(answer, "sender", text_string(&mail->sender));
	json_add_text(answer, "headers", text_string(&headers));
	json_add_text(answer, "text", text_string(&mail->plain));
	json_add_text(answer, "html", text_string(&mail->html));
	json_write(out, answer);
}

static void
on_row(enum status status, const struct text *json, const struct err *row_err, void *arg)
{
	struct call *call = arg;
	CLEANUP(json_free) struct json *answer = NULL;
	CLEANUP(mail_content_done) struct mail_content mail = { 0 };
	CLEANUP(text_done) struct text content = { 0 }, out = { 0 };
	struct message_row row = { 0 };
	struct err err = *row_err;

	if (status == OK)
		status = json_parse(text_string(json), json->length, &answer, &err);
	if (status == OK)
		status = read_row(answer, &row, &content, &err);
	if (status == OK)
		status = make_mail(call->daemon, &row, &mail, &err);
	if (status != OK) {
		call_refuse(call, &err);
		return;
	}
	write_answer(answer, &mail, &out);
	call_answer(call, 200, &out);
}

enum status
cmd_preview(struct call *call, struct err *err)
{
	const struct command_caller caller = call_caller(call);

	command_store_run(call->daemon->db, COMMAND_MESSAGE_PREVIEW, &call->inputs,
	    &caller, on_row, call);
	return OK;
}
