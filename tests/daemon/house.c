#include "house.h"

#include "clock.h"
#include "live.h"

#include <event2/event.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WORDS_MAX 40
#define LOOKS_MAX 400

struct house house;
extern char **environ;

static bool
is_root(void)
{
	return geteuid() == 0;
}

static void
write_file(const char *name, const char *bytes, size_t length, mode_t mode)
{
	char path[PATH_MAX];

	snprintf(path, sizeof path, "%s/%s", house.folder, name);
	FILE *file = fopen(path, "w");

	ck_assert_msg(file != NULL, "%s", path);
	ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(path, mode), 0);
}

void
house_setup(void)
{
	char secret[33];

	live_setup();
	db_close(&live.db);
	house = (struct house){ .client = "nobody" };
	if (!is_root())
		house.client = getpwuid(geteuid())->pw_name;
	snprintf(house.folder, sizeof house.folder, "/tmp/house.XXXXXX");
	ck_assert(mkdtemp(house.folder) != NULL);
	ck_assert_int_eq(chmod(house.folder, 0755), 0);
	memset(secret, 'k', sizeof secret - 1);
	write_file("link-key", secret, sizeof secret - 1, 0600);
	setenv("CREDENTIALS_DIRECTORY", house.folder, 1);
}

static void
remove_folder(void)
{
	char line[100];

	snprintf(line, sizeof line, "rm -r '%s'", house.folder);
	ck_assert_int_eq(system(line), 0);
}

void
house_teardown(void)
{
	daemon_close(&house.daemon);
	json_free(&house.json);
	text_done(&house.body);
	remove_folder();
	live_teardown();
}

/* One role section a role; the last one's end is the text's. */
static void
add_roles(FILE *file, const char *roles)
{
	CLEANUP(free_ptr) char *words = alloc_text(roles);
	char *rest = words;

	for (char *role; (role = strsep(&rest, " ")) != NULL;)
		if (*role != '\0')
			fprintf(file, "role \"%s\" { users = {\"%s\"} }\n", role,
			    house.client);
}

void
house_configure(const char *roles, const char *conninfo, const char *more)
{
	char path[PATH_MAX], *bytes = NULL;
	size_t length = 0;
	FILE *file = open_memstream(&bytes, &length);

	fprintf(file,
	    "organisation { name = \"Test Health\"\nzone = \"America/New_York\" }\n"
	    "database { conninfo = \"%s\"\ndurability = relaxed\nanswer = 5s }\n"
	    "control { socket = \"%s/control.sock\"\nfile-socket = \"%s/file.sock\"\n"
	    "group = \"%s\" }\n"
	    "relay \"main\" { host = \"127.0.0.1\"\nport = 9\ntls = off }\n"
	    "mail { from = \"dinners@example.org\"\n"
	    "link-base = \"https://dinners.example.org\"\n"
	    "templates = \"" SOURCE_DIR "/etc/templates\" }\n"
	    "tick { every = 1s }\n%s",
	    conninfo != NULL ? conninfo : live.conninfo, house.folder, house.folder,
	    is_root() ? "nogroup" : "", more != NULL ? more : "");
	add_roles(file, roles);
	fclose(file);
	write_file("convene.conf", bytes, length, 0644);
	free(bytes);
	snprintf(path, sizeof path, "%s/convene.conf", house.folder);
}

static int64_t
own_us(void)
{
	struct timespec time;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* Processor time: what other programs take of the machine is not the loop's fault. */
static void
turn(void)
{
	int64_t before_us = own_us();

	event_base_loop(live.base, EVLOOP_ONCE);
	int64_t took_us = own_us() - before_us;

	if (took_us > house.turn_max_us)
		house.turn_max_us = took_us;
}

void
house_open(void)
{
	char path[PATH_MAX];
	struct err err;

	snprintf(path, sizeof path, "%s/convene.conf", house.folder);
	ck_assert_msg(daemon_open(live.base, path, &house.daemon, &err) == OK, "%s",
	    err.text);
}

void
house_start(const char *roles)
{
	struct db_state state = { 0 };

	house_configure(roles, NULL, NULL);
	house_open();
	for (int i = 0; state.connected == 0; i++) {
		ck_assert_int_lt(i, 10000);
		turn();
		db_state(house.daemon->db, &state);
	}
	house.turn_max_us = 0;
}

struct running {
	pid_t pid;
	int out;
	bool has_ended;
	struct text text;
};

static void
on_output(evutil_socket_t fd, short what, void *arg)
{
	struct running *running = arg;
	char bytes[65536];
	ssize_t got = read(fd, bytes, sizeof bytes);

	if (got > 0)
		text_add_bytes(&running->text, bytes, (size_t)got);
	else
		running->has_ended = true;
}

static void
spawn(struct running *running, char *const *words)
{
	posix_spawn_file_actions_t actions;
	int ends[2];

	ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	ck_assert_int_eq(posix_spawnp(&running->pid, words[0], &actions, NULL, words,
			     environ),
	    0);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	running->out = ends[0];
}

/* The last line is curl's --write-out. */
static void
read_answer(struct running *running)
{
	const char *all = text_string(&running->text);
	const char *last = strrchr(all, '\n');
	struct err err;

	ck_assert_msg(last != NULL, "curl gave no answer");
	text_clear(&house.body);
	text_add_bytes(&house.body, all, (size_t)(last - all));
	house.code = 0;
	house.type[0] = '\0';
	sscanf(last, " %d %79s", &house.code, house.type);
	json_free(&house.json);
	if (strstr(house.type, "json") != NULL)
		ck_assert_msg(json_parse(house.body.data, house.body.length, &house.json,
				  &err) == OK,
		    "%s: %s", err.text, text_string(&house.body));
}

int
house_curl(const char *const *words)
{
	char *argv[WORDS_MAX], socket[PATH_MAX];
	static const char *const other[] = { "setpriv", "--reuid=nobody",
		"--regid=nogroup", "--clear-groups", NULL };
	struct running running = { 0 };
	int64_t since_ms = clock_now_ms();
	int count = 0, status;

	snprintf(socket, sizeof socket, "%s/control.sock", house.folder);
	for (int i = 0; is_root() && other[i] != NULL; i++)
		argv[count++] = (char *)other[i];
	argv[count++] = (char *)"curl";
	argv[count++] = (char *)"-s";
	argv[count++] = (char *)"--write-out";
	argv[count++] = (char *)"\n%{http_code} %{content_type}";
	for (; *words != NULL; words++)
		argv[count++] = strcmp(*words, "SOCKET") == 0 ? socket : (char *)*words;
	argv[count] = NULL;
	spawn(&running, argv);
	struct event *output = event_new(live.base, running.out, EV_READ | EV_PERSIST,
	    on_output, &running);

	event_add(output, NULL);
	while (!running.has_ended)
		turn();
	event_free(output);
	close(running.out);
	ck_assert_int_eq(waitpid(running.pid, &status, 0), running.pid);
	house.answer_ms = clock_now_ms() - since_ms;
	read_answer(&running);
	text_done(&running.text);
	return house.code;
}

static int
ask(const char *socket, const char *method, const char *path, const char *body)
{
	char url[PATH_MAX], where[PATH_MAX];
	const char *words[WORDS_MAX] = { "--unix-socket", where, "-X", method, url };
	int count = 5;

	snprintf(where, sizeof where, "%s/%s", house.folder, socket);
	snprintf(url, sizeof url, "http://convene%s", path);
	if (body != NULL) {
		words[count++] = "-H";
		words[count++] = "Content-Type: application/json";
		words[count++] = "-H";
		words[count++] = "Convene-Client: 1";
		words[count++] = "-H";
		words[count++] = "Expect:";
		words[count++] = "--data-binary";
		words[count++] = body;
	}
	words[count] = NULL;
	return house_curl(words);
}

int
house_ask(const char *method, const char *path, const char *body)
{
	return ask("control.sock", method, path, body);
}

int
house_ask_files(const char *path, const char *body)
{
	return ask("file.sock", "POST", path, body);
}

int
house_get(const char *path)
{
	return ask("control.sock", "GET", path, NULL);
}

void
house_until(const char *path, const char *field, const char *value)
{
	for (int i = 0; i < LOOKS_MAX; i++) {
		ck_assert_msg(house_get(path) == 200, "%s", text_string(&house.body));
		if (strcmp(house_text(field), value) == 0)
			return;
	}
	ck_abort_msg("%s never had %s %s: %s", path, field, value,
	    text_string(&house.body));
}

void
house_write_upload(const char *file, const char *name, const char *content,
    const char *more)
{
	CLEANUP(text_done) struct text text = { 0 };

	text_add(&text, "{");
	text_add_json(&text, name);
	text_add(&text, ":");
	text_add_json(&text, content);
	text_add(&text, ",\"reason\":\"a test\"");
	text_add_bytes(&text, more, strlen(more));
	text_add(&text, "}");
	write_file(file, text.data, text.length, 0644);
}

const char *
house_text(const char *field)
{
	const char *text = json_as_text(json_find(house.json, field));

	return text != NULL ? text : "";
}

int64_t
house_int(const char *field)
{
	int64_t number = -1;

	ck_assert_msg(json_as_int(json_find(house.json, field), &number), "no %s in %s",
	    field, text_string(&house.body));
	return number;
}
