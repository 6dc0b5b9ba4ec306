/* libconfuse stops at the first fault of names and syntax. A name that it does not know
 * is added to those it knows, and the file is parsed again, so that each is told. Hence
 * values are collected first, and handed on when the parse that counts is over. */
#include "config.h"

#include "arena.h"
#include "config_scan.h"

#include <assert.h>
#include <confuse.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTIONS_MAX 32
#define OPTIONS_MAX 48 /* of one section, unknown ones too */
#define UNKNOWN_MAX 16
#define FAULTS_MAX 50

struct fault {
	int line;
	size_t order; /* sorting by line keeps it */
	char *text;
};

struct entry {
	STAILQ_ENTRY(entry) link;
	const char *section, *title, *name, *value;
	int line;
	bool is_first; /* of its assignment; a list has more */
};

STAILQ_HEAD(entries, entry);

struct parse {
	const struct config_option *options;
	size_t count;
	struct arena arena;
	struct entries entries; /* of the parse under way */
	struct fault faults[FAULTS_MAX];
	size_t fault_count;
	const char *unknown[UNKNOWN_MAX]; /* found so far, allowed everywhere */
	size_t unknown_count;
	bool has_new_unknown;
};

/* libconfuse's callbacks carry no argument of ours; parsing is never nested, and settings
 * are read by the main thread alone. */
static struct parse *under_way;

static void
add_fault(struct parse *parse, int line, const char *text)
{
	if (parse->fault_count == FAULTS_MAX)
		return;
	parse->faults[parse->fault_count] = (struct fault){
		.line = line,
		.order = parse->fault_count,
		.text = arena_text(&parse->arena, text),
	};
	parse->fault_count++;
}

static void
on_scan(int line, const char *text, void *arg)
{
	add_fault(arg, line, text);
}

/* "no such option 'btach'" is the one message that we act upon. */
static bool
take_unknown(struct parse *parse, const char *text)
{
	const char *name = strchr(text, '\'');
	const char *end = name == NULL ? NULL : strrchr(name, '\'');

	if (strncmp(text, "no such option", 14) != 0 || name == NULL || end == name ||
	    parse->unknown_count == UNKNOWN_MAX)
		return false;
	parse->unknown[parse->unknown_count++] = arena_bytes(&parse->arena, name + 1,
	    (size_t)(end - name - 1));
	parse->has_new_unknown = true;
	return true;
}

/* An unknown section looks like an unknown option whose value is a brace: told. */
static bool
is_told(const struct parse *parse, int line)
{
	for (size_t i = 0; i < parse->fault_count; i++)
		if (parse->faults[i].line == line)
			return true;
	return false;
}

/* 0: the arguments come as a list, and clang wants to know where the format is. */
PRINTF_LIKE(2, 0)
static void
on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	char text[200];

	vsnprintf(text, sizeof text, fmt, ap);
	if (take_unknown(under_way, text)) {
		char told[240];
		const char *name = under_way->unknown[under_way->unknown_count - 1];

		snprintf(told, sizeof told,
		    "there is no setting or section '%.100s' %s%s", name,
		    cfg->name != NULL && strcmp(cfg->name, "root") != 0 ? "in section "
									: "here",
		    cfg->name != NULL && strcmp(cfg->name, "root") != 0 ? cfg->name : "");
		add_fault(under_way, cfg->line, told);
	} else if (!is_told(under_way, cfg->line)) {
		add_fault(under_way, cfg->line, text);
	}
}

static int
on_value(cfg_t *cfg, cfg_opt_t *option, const char *value, void *result)
{
	struct parse *parse = under_way;
	struct entry *entry = ARENA_NEW(&parse->arena, struct entry, 1);

	*entry = (struct entry){
		.section = arena_text(&parse->arena, cfg->name),
		.title = arena_text(&parse->arena, cfg_title(cfg)),
		.name = arena_text(&parse->arena, option->name),
		.value = arena_text(&parse->arena, value),
		.line = cfg->line,
		.is_first = option->nvalues == 1,
	};
	STAILQ_INSERT_TAIL(&parse->entries, entry, link);
	*(const char **)result = entry->value; /* libconfuse copies it */
	return 0;
}

/* Runs at the section's end. */
static int
on_section(cfg_t *cfg, cfg_opt_t *option)
{
	struct parse *parse = under_way;
	struct entry *entry = ARENA_NEW(&parse->arena, struct entry, 1);

	if ((option->flags & CFGF_TITLE) != 0)
		return 0; /* CFGF_NO_TITLE_DUPES */
	entry->section = arena_text(&parse->arena, option->name);
	entry->line = cfg->line;
	STAILQ_INSERT_TAIL(&parse->entries, entry, link);
	return 0;
}

static cfg_opt_t
option_of(const char *name, bool is_list)
{
	cfg_opt_t list = CFG_STR_LIST_CB(name, NULL, CFGF_NODEFAULT, on_value);
	cfg_opt_t one = CFG_STR_CB(name, NULL, CFGF_NODEFAULT, on_value);

	return is_list ? list : one;
}

static bool
has_option(const cfg_opt_t *options, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(options[i].name, name) == 0)
			return true;
	return false;
}

/* The table for libconfuse, which copies it. */
static cfg_t *
make_parser(struct parse *parse)
{
	static const cfg_opt_t end = CFG_END();
	cfg_opt_t sections[SECTIONS_MAX + UNKNOWN_MAX + 1];
	size_t section_count = 0;

	for (size_t i = 0; i < parse->count;) {
		const struct config_option *first = &parse->options[i];
		cfg_opt_t *options = ARENA_NEW(&parse->arena, cfg_opt_t, OPTIONS_MAX + 1);
		size_t count = 0;

		for (; i < parse->count &&
		     strcmp(parse->options[i].section, first->section) == 0;
		     i++)
			options[count++] = option_of(parse->options[i].name,
			    parse->options[i].is_list);
		for (size_t n = 0; n < parse->unknown_count; n++)
			if (!has_option(options, count, parse->unknown[n]))
				options[count++] = option_of(parse->unknown[n], true);
		assert(count <= OPTIONS_MAX && section_count < SECTIONS_MAX);
		options[count] = end;

		cfg_opt_t section = CFG_SEC(first->section, options,
		    first->is_titled ? CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES
				     : CFGF_NONE);

		sections[section_count++] = section;
	}
	for (size_t n = 0; n < parse->unknown_count; n++)
		if (!has_option(sections, section_count, parse->unknown[n]))
			sections[section_count++] = option_of(parse->unknown[n], true);
	sections[section_count] = end;
	return alloc_check(cfg_init(sections, CFGF_NONE));
}

static void
free_parser(cfg_t **parser)
{
	cfg_free(*parser);
}

/* False: the file has faults that hide what follows them. */
static bool
parse_once(struct parse *parse, const char *bytes)
{
	CLEANUP(free_parser) cfg_t *parser = make_parser(parse);

	STAILQ_INIT(&parse->entries);
	parse->has_new_unknown = false;
	cfg_set_error_function(parser, on_error);
	for (size_t i = 0; i < parse->count; i++)
		if (i == 0 ||
		    strcmp(parse->options[i].section, parse->options[i - 1].section) != 0)
			cfg_set_validate_func(parser, parse->options[i].section,
			    on_section);
	return cfg_parse_buf(parser, bytes) == CFG_SUCCESS;
}

static bool
is_same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static const struct entry *
find_earlier(const struct entries *entries, const struct entry *entry)
{
	const struct entry *at;

	STAILQ_FOREACH(at, entries, link)
	{
		if (at == entry)
			return NULL;
		if (at->is_first == entry->is_first &&
		    is_same(at->section, entry->section) &&
		    is_same(at->title, entry->title) && is_same(at->name, entry->name))
			return at;
	}
	return NULL;
}

static bool
is_unknown(const struct parse *parse, const struct entry *entry)
{
	for (size_t i = 0; i < parse->count; i++)
		if (is_same(parse->options[i].section, entry->section) &&
		    is_same(parse->options[i].name, entry->name))
			return false;
	return true;
}

/* An escape like \n or \x07 makes what the scan of the file cannot see. */
static bool
has_control(const char *value)
{
	for (; *value != '\0'; value++)
		if ((unsigned char)*value < ' ' || *value == 0x7F)
			return true;
	return false;
}

static void
hand_on(struct parse *parse, const struct entry *entry, config_set_fn *set, void *arg)
{
	bool is_section = entry->name == NULL;
	const struct entry *earlier = is_section || entry->is_first
	    ? find_earlier(&parse->entries, entry)
	    : NULL;
	struct err err;

	if (earlier != NULL && is_section)
		(void)err_set(&err, ERR_INVALID, "section %s stands in the file twice",
		    entry->section);
	else if (earlier != NULL)
		(void)err_set(&err, ERR_INVALID, "%s %s is set twice, first in line %d",
		    entry->section, entry->name, earlier->line);
	else if (is_section || is_unknown(parse, entry))
		return;
	else if (has_control(entry->value))
		(void)err_set(&err, ERR_INVALID, "%s %s holds a control character",
		    entry->section, entry->name);
	else if (set(entry->section, entry->title, entry->name, entry->value, entry->line,
		     &err, arg) == OK)
		return;
	add_fault(parse, entry->line, err.text);
}

static int
compare_faults(const void *a, const void *b)
{
	const struct fault *left = a, *right = b;

	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	return left->order < right->order ? -1 : 1;
}

static void
tell_faults(struct parse *parse, const char *file, struct text *errors)
{
	qsort(parse->faults, parse->fault_count, sizeof *parse->faults, compare_faults);
	for (size_t i = 0; i < parse->fault_count; i++) {
		text_add_line(errors, file);
		text_add(errors, ":");
		text_add_int(errors, parse->faults[i].line);
		text_add(errors, ": ");
		text_add_line(errors, parse->faults[i].text);
		text_add(errors, "\n");
	}
}

static void
parse_done(struct parse *parse)
{
	under_way = NULL;
	arena_done(&parse->arena);
}

enum status
config_parse(const char *file, const char *bytes, size_t length,
    const struct config_option *options, size_t count, config_set_fn *set, void *arg,
    bool *ret_is_whole, struct text *errors)
{
	CLEANUP(parse_done) struct parse parse = { .options = options, .count = count };

	assert(under_way == NULL);
	under_way = &parse;
	STAILQ_INIT(&parse.entries);
	if (config_scan_bytes(bytes, length, on_scan, &parse)) {
		const char *copy = arena_bytes(&parse.arena, bytes, length);
		const struct entry *entry;

		bool is_read = parse_once(&parse, copy);

		while (!is_read && parse.has_new_unknown)
			is_read = parse_once(&parse, copy);
		if (is_read)
			*ret_is_whole = true;
		STAILQ_FOREACH(entry, &parse.entries, link)
		hand_on(&parse, entry, set, arg);
	}
	tell_faults(&parse, file, errors);
	return parse.fault_count == 0 ? OK : ERR_INVALID;
}

static enum status
tell(struct text *errors, const char *path, enum status status, const char *why)
{
	text_add_line(errors, path);
	text_add(errors, ": ");
	text_add_line(errors, why);
	text_add(errors, "\n");
	return status;
}

static void
close_file(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd); /* read only */
}

enum status
config_read(const char *path, const struct config_option *options, size_t count,
    config_set_fn *set, void *arg, bool *ret_is_whole, struct text *errors)
{
	CLEANUP(close_file) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	CLEANUP(free_ptr) char *bytes = alloc_zero(1, CONFIG_BYTES_MAX + 1);
	struct stat about;
	size_t length = 0;

	if (fd < 0)
		return tell(errors, path,
		    errno == ENOENT ? ERR_NOT_FOUND : ERR_UNAVAILABLE, strerror(errno));
	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
		return tell(errors, path, ERR_INVALID, "is not a file");
	while (length <= CONFIG_BYTES_MAX) {
		ssize_t got = read(fd, bytes + length, CONFIG_BYTES_MAX + 1 - length);

		if (got < 0)
			return tell(errors, path, ERR_UNAVAILABLE, strerror(errno));
		if (got == 0)
			break;
		length += (size_t)got;
	}
	if (length > CONFIG_BYTES_MAX)
		return tell(errors, path, ERR_INVALID, "is larger than 1 MiB");
	return config_parse(path, bytes, length, options, count, set, arg, ret_is_whole,
	    errors);
}
