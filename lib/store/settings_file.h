/* settings_file.h - a configuration file as settings, or every reason why not. Here
 * because core knows no files and io no settings. */
#ifndef CONVENE_SETTINGS_FILE_H
#define CONVENE_SETTINGS_FILE_H

#include "setting.h"
#include "text.h"

/* Reads and checks all of it; a reload calls it anew and swaps only what is OK. Whoever
 * fails gets *ret_settings untouched and errors, one a line, each with its file and
 * where there is one its line.
 *
 *   ERR_INVALID      the file says something wrong
 *   ERR_NOT_FOUND    there is none
 *   ERR_UNAVAILABLE  it cannot be read */
MUST_CHECK enum status settings_file_read(const char *path,
    struct settings **ret_settings, struct text *errors);
#endif
