/* cmd_whoami.c - what the daemon makes of the peer. */
#include "commands.h"

enum status
cmd_whoami(struct call *call, struct err *err)
{
	CLEANUP(json_free) struct json *json = json_new_object();
	CLEANUP(text_done) struct text text = { 0 }, roles = { 0 };
	const struct http_peer *peer = http_call_peer(call->http);

	json_add_text(json, "actor", call->actor);
	role_add_names(&roles, call->roles);
	json_add_text(json, "roles", text_string(&roles));
	json_add_int(json, "uid", peer->uid);
	json_add_int(json, "gid", peer->gid);
	struct json *groups = json_add_array(json, "groups");

	for (size_t i = 0; i < peer->group_count; i++)
		json_push_int(groups, peer->groups[i]);
	json_add_int(json, "pid", peer->pid);
	json_write(&text, json);
	call_answer(call, 200, &text);
	return OK;
}
