/* mustache-spec FILE.json... - runs files of the public mustache specification, in their
 * published JSON form, against our renderer. Prints what passed, failed and was left out,
 * and why the language lacks what was left out. Ends with 1 if anything failed, 2 if a
 * file is not one of the specification. */
#include "json.h"
#include "template.h"

#include <stdio.h>
#include <string.h>

#define FILE_BYTES_MAX ((size_t)4 * 1024 * 1024)

enum lacking { RAW, PARTIALS, DELIMITERS, INHERITANCE, LAMBDAS, LACKING_COUNT };

static const struct {
	const char *sigils; /* behind the braces */
	const char *name, *why;
} lacking[] = {
	[RAW] = { "{&", "raw values", "a value is escaped for where it lands, always" },
	[PARTIALS] = { ">", "partials",
	    "a letter is one file, and its digest is of all" },
	[DELIMITERS] = { "=", "other delimiters",
	    "who edits letters meets one language" },
	[INHERITANCE] = { "<$", "inheritance", "a letter is one file" },
	[LAMBDAS] = { "", "lambdas", "a letter runs no code" },
};
_Static_assert(COUNT_OF(lacking) == LACKING_COUNT, "a reason for each");

struct tally {
	int passed, failed, left_out;
	int lacking[LACKING_COUNT];
};

static void add_value(struct arena *arena, struct template_value *to, const char *name,
    const struct json *from);

static void
add_children(struct arena *arena, struct template_value *to, const struct json *from)
{
	const char *name = NULL;

	if (json_kind(from) == JSON_KIND_ARRAY)
		for (size_t i = 0; i < json_count(from); i++)
			add_value(arena, to, NULL, json_at(from, i));
	else
		while ((name = json_next_name(from, name)) != NULL)
			add_value(arena, to, name, json_find(from, name));
}

static void
add_value(struct arena *arena, struct template_value *to, const char *name,
    const struct json *from)
{
	char number[40];
	int64_t integer = 0;
	double real = 0;
	bool flag = false;

	switch (json_kind(from)) {
	case JSON_KIND_NONE:
	case JSON_KIND_NULL:
		template_value_text(arena, to, name, NULL);
		break;
	case JSON_KIND_BOOL:
		template_value_flag(arena, to, name, json_as_bool(from, &flag) && flag);
		break;
	case JSON_KIND_INT:
		(void)json_as_int(from, &integer); /* it is one */
		(void)snprintf(number, sizeof number, "%lld", (long long)integer);
		template_value_text(arena, to, name, number);
		break;
	case JSON_KIND_REAL:
		(void)json_as_real(from, &real); /* it is one */
		(void)snprintf(number, sizeof number, "%.15g", real);
		template_value_text(arena, to, name, number);
		break;
	case JSON_KIND_TEXT:
		template_value_text(arena, to, name, json_as_text(from));
		break;
	case JSON_KIND_ARRAY:
		add_children(arena, template_value_list(arena, to, name), from);
		break;
	case JSON_KIND_OBJECT:
		add_children(arena, template_value_record(arena, to, name), from);
		break;
	}
}

/* Code is written as {"__tag__": "code", "ruby": "..."}. */
static bool
has_code(const struct json *data)
{
	const char *name = NULL;

	if (json_kind(data) != JSON_KIND_OBJECT)
		return false;
	if (json_has(data, "__tag__"))
		return true;
	while ((name = json_next_name(data, name)) != NULL)
		if (has_code(json_find(data, name)))
			return true;
	return false;
}

/* Answers what the language lacks, or LACKING_COUNT: the text says something else. */
static enum lacking
find_lacking(const char *refusal)
{
	const char *at = strstr(refusal, "{{");

	if (at == NULL || strstr(refusal, "is not part of this language") == NULL)
		return LACKING_COUNT;
	for (enum lacking i = 0; i < LAMBDAS; i++)
		if (strchr(lacking[i].sigils, at[2]) != NULL)
			return i;
	return LACKING_COUNT;
}

struct example {
	const char *file, *name, *template, *expected;
	const struct json *data;
};

static void
tell_failure(const struct example *example, const char *got, struct tally *tally)
{
	CLEANUP(json_free) struct json *json = json_new_object();
	CLEANUP(text_done) struct text text = { 0 };

	json_add_text(json, "template", example->template);
	json_add_text(json, "expected", example->expected);
	json_add_text(json, "got", got);
	json_write(&text, json);
	printf("%s: %s: failed: %s\n", example->file, example->name, text_string(&text));
	tally->failed++;
}

static void
run_example(const struct example *example, struct tally *tally)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text out = { 0 };
	const struct template *template = NULL;
	struct template_value *holder = template_value_new(&arena);
	struct err err = { OK, "" };
	const struct template_source source = {
		.file = example->name,
		.first_line = 1,
		.bytes = example->template,
		.length = strlen(example->template),
		.kind = TEMPLATE_HTML,
	};
	enum status status = template_parse(&source, &arena, &template, &err);
	enum lacking what = status == OK && has_code(example->data)
	    ? LAMBDAS
	    : find_lacking(err.text);

	if (what < LACKING_COUNT) {
		tally->left_out++;
		tally->lacking[what]++;
		return;
	}
	add_value(&arena, holder, "root", example->data);
	if (status == OK)
		status = template_render(template, holder->first, &out, &err);
	if (status != OK)
		tell_failure(example, err.text, tally);
	else if (strcmp(text_string(&out), example->expected) != 0)
		tell_failure(example, text_string(&out), tally);
	else
		tally->passed++;
}

static enum status
read_json(const char *path, struct json **ret_json, struct err *err)
{
	CLEANUP(text_done) struct text bytes = { 0 };
	FILE *file = fopen(path, "rbe");
	char block[4096];
	size_t length;

	if (file == NULL)
		return err_set(err, ERR_NOT_FOUND, "it cannot be opened");
	while ((length = fread(block, 1, sizeof block, file)) > 0 &&
	    bytes.length <= FILE_BYTES_MAX)
		text_add_bytes(&bytes, block, length);
	(void)fclose(file); /* was only read */
	if (bytes.length > FILE_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "over %zu bytes", FILE_BYTES_MAX);
	return json_parse(text_string(&bytes), bytes.length, ret_json, err);
}

static enum status
run_file(const char *path, struct tally *tally, struct err *err)
{
	CLEANUP(json_free) struct json *json = NULL;
	const struct json *tests = NULL;
	struct tally own = { 0 };
	enum status status = read_json(path, &json, err);

	if (status == OK)
		status = json_get_array(json, "tests", &tests, err);
	for (size_t i = 0; i < json_count(tests) && status == OK; i++) {
		const struct json *test = json_at(tests, i);
		struct example example = { .file = path };

		status = json_get_text(test, "name", &example.name, err);
		if (status == OK)
			status = json_get_text(test, "template", &example.template, err);
		if (status == OK)
			status = json_get_text(test, "expected", &example.expected, err);
		example.data = status == OK ? json_find(test, "data") : NULL;
		if (status == OK)
			run_example(&example, &own);
	}
	if (status != OK)
		return status;
	printf("%s: %d passed, %d failed, %d left out\n", path, own.passed, own.failed,
	    own.left_out);
	tally->passed += own.passed;
	tally->failed += own.failed;
	tally->left_out += own.left_out;
	for (enum lacking i = 0; i < LACKING_COUNT; i++)
		tally->lacking[i] += own.lacking[i];
	return OK;
}

int
main(int argc, char **argv)
{
	struct tally tally = { 0 };
	struct err err = { OK, "" };

	if (argc < 2) {
		fputs("usage: mustache-spec FILE.json...\n", stderr);
		return 2;
	}
	for (int i = 1; i < argc; i++)
		if (run_file(argv[i], &tally, &err) != OK) {
			fprintf(stderr, "%s: not of the mustache specification: %s\n",
			    argv[i], err.text);
			return 2;
		}
	printf("in all: %d passed, %d failed, %d left out\n", tally.passed, tally.failed,
	    tally.left_out);
	for (enum lacking i = 0; i < LACKING_COUNT; i++)
		if (tally.lacking[i] > 0)
			printf("left out: %d with %s: %s\n", tally.lacking[i],
			    lacking[i].name, lacking[i].why);
	return tally.failed > 0 ? 1 : 0;
}
