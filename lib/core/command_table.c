/* The table of commands. A row says all: what is asked, by whom, with what, and how one
 * writes it. Its columns are what a list's items hold at least. The rows stand in files
 * by their nouns. */
#include "command.h"

#include "command_rows.h"

const struct command command_table[COMMAND_COUNT] = {
#include "command_table_daemon.h"
#include "command_table_roster.h"
#include "command_table_season.h"
#include "command_table_round.h"
#include "command_table_gathering.h"
#include "command_table_message.h"
#include "command_table_suppression.h"
#include "command_table_money.h"
};
