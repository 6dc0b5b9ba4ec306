#include "halt.h"

#include <signal.h>
#include <stddef.h>

static atomic_bool is_up;
static atomic_int caught;

static void
on_signal(int number)
{
	atomic_store(&caught, number);
	atomic_store(&is_up, true);
}

/* Not where it was ignored, as in the background of a script. SA_RESETHAND: the second
 * one does what it always does. */
static void
catch_once(int number)
{
	struct sigaction before,
	    action = { .sa_handler = on_signal,
		    .sa_flags = SA_RESTART | (int)SA_RESETHAND };

	(void)sigemptyset(&action.sa_mask);
	if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
		(void)sigaction(number, &action, NULL); /* fails for others only */
}

void
halt_begin(void)
{
	static bool is_catching;

	if (!is_catching) {
		catch_once(SIGINT);
		catch_once(SIGTERM);
		is_catching = true;
	}
	atomic_store(&is_up, false);
	if (atomic_load(&caught) != 0)
		atomic_store(&is_up, true);
}

void
halt_now(void)
{
	atomic_store(&is_up, true);
}

const atomic_bool *
halt_flag(void)
{
	return &is_up;
}

int
halt_signal(void)
{
	return atomic_load(&caught);
}
