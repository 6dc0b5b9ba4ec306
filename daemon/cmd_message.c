/* cmd_message.c - commands that name an address, which is checked first: where all mail
 * goes, and where none does. */
#include "commands.h"

#include "address.h"

#include <string.h>

enum status
cmd_message_address(struct call *call, struct err *err)
{
	const char *address = inputs_text(&call->inputs, "address");
	enum status status = address == NULL
	    ? OK
	    : address_check(address, strlen(address), err);

	if (status == OK)
		call_run(call);
	return status;
}
