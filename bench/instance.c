#include "instance.h"

#include "matrix_file.h"

#include <stdio.h>

static void
close_file(FILE **file)
{
	if (*file != NULL)
		fclose(*file);
}

bool
instance_read(const char *path, struct arena *arena, struct instance *instance)
{
	CLEANUP(close_file) FILE *file = fopen(path, "r");
	struct err err;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
		perror(path);
		return false;
	}
	long size = ftell(file);

	rewind(file);
	char *text = ARENA_NEW(arena, char, (size_t)size + 1);

	if (fread(text, 1, (size_t)size, file) != (size_t)size) {
		perror(path);
		return false;
	}
	instance->text = text;
	if (matrix_file_parse(path, text, (size_t)size, arena, &instance->matrix, &err) !=
	    OK) {
		fprintf(stderr, "%s\n", err.text);
		return false;
	}
	return true;
}
