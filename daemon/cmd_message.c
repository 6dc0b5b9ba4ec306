/* cmd_message.c - where mails go: the address that gets them all is checked first. */
#include "commands.h"

#include "address.h"

#include <string.h>

enum status
cmd_message_mode_set(struct call *call, struct err *err)
{
	const char *address = inputs_text(&call->inputs, "address");
	enum status status = address == NULL
	    ? OK
	    : address_check(address, strlen(address), err);

	if (status == OK)
		call_run(call);
	return status;
}
