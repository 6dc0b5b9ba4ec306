/* commands.h - the commands that are more than one statement: by noun in cmd_*.c, each a
 * handler as call.h says. */
#ifndef CONVENE_COMMANDS_H
#define CONVENE_COMMANDS_H

#include "call.h"
#include "glance.h"

call_fn cmd_status;
call_fn cmd_whoami;
call_fn cmd_commands;
call_fn cmd_import_roster;
call_fn cmd_season_add;
call_fn cmd_import_enrolments;
call_fn cmd_person_explain;
call_fn cmd_round_form, cmd_round_stop, cmd_round_show, cmd_round_verify;
call_fn cmd_round_swap, cmd_round_pin;
call_fn cmd_gathering_move, cmd_gathering_explain;
call_fn cmd_seat_explain;
call_fn cmd_message_address;
call_fn cmd_settle;
call_fn cmd_preview;
call_fn cmd_import_prompts;
call_fn cmd_import_venues;
call_fn cmd_settings_list;
call_fn cmd_settings_reload;

/* The database's part of status; arg is the daemon. */
glance_ask_fn cmd_status_ask;
#endif
