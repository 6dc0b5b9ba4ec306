/* libcurl's IMAP transfer. Traps: a FETCH as a request of one's own loses what it asks
 * for, so the mail is asked for by URL; a long answer to SEARCH is cut, so few are asked
 * for at a time. */
#include "imap.h"

#include <curl/curl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define LINE_MAX_KEPT 200
#define ANSWER_MAX (64 * 1024) /* of what is no mail */

struct imap {
	struct imap_settings settings;
	CURL *easy;
	char *mailbox; /* its name */
	bool is_local;
	/* of the question under way */
	struct text *answer;
	size_t bytes_max;
	bool is_cut;
	char refusal[LINE_MAX_KEPT + 1]; /* of the server, or "" */
	char curl_error[CURL_ERROR_SIZE];
};

static void
free_curl_url(CURLU **url)
{
	curl_url_cleanup(*url);
}

static void
free_curl_text(char **text)
{
	curl_free(*text);
}

static size_t
on_bytes(char *bytes, size_t size, size_t count, void *arg)
{
	struct imap *imap = arg;
	size_t length = size * count, room = imap->bytes_max - imap->answer->length;

	imap->is_cut = length > room;
	text_add_bytes(imap->answer, bytes, imap->is_cut ? room : length);
	return imap->is_cut ? 0 : length;
}

/* "A7 NO [TRYCREATE] no such folder": libcurl then says LOGOUT, so the last line of all
 * would be the answer to that. */
static bool
is_refusal(const char *line, size_t length)
{
	const char *blank = memchr(line, ' ', length);
	size_t left = blank == NULL ? 0 : length - (size_t)(blank - line);

	return left > 5 &&
	    (memcmp(blank, " NO ", 4) == 0 || memcmp(blank, " BAD ", 5) == 0);
}

static size_t
on_line(char *line, size_t size, size_t count, void *arg)
{
	struct imap *imap = arg;
	size_t length = size * count, kept = 0;

	if (!is_refusal(line, length))
		return length;
	while (kept < length && kept < LINE_MAX_KEPT && line[kept] >= ' ' &&
	    line[kept] < 0x7F)
		kept++;
	memcpy(imap->refusal, line, kept);
	imap->refusal[kept] = '\0';
	return length;
}

static bool
is_loopback(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
	    strncmp(host, "127.", 4) == 0;
}

/* "/INBOX" and the like, as a name in commands. */
static char *
part_of(CURLU *url, CURLUPart part)
{
	char *text = NULL;

	return curl_url_get(url, part, &text, CURLU_URLDECODE) == CURLUE_OK ? text : NULL;
}

static bool
is_name(const char *name)
{
	for (const char *p = name; *p != '\0'; p++)
		if (*p < ' ' || *p >= 0x7F || strchr("\"\\*%", *p) != NULL)
			return false;
	return name[0] != '\0';
}

static enum status
read_url(struct imap *imap, struct err *err)
{
	CLEANUP(free_curl_url) CURLU *url = alloc_check(curl_url());
	CURLUcode code = curl_url_set(url, CURLUPART_URL, imap->settings.url, 0);
	CLEANUP(free_curl_text) char *scheme = part_of(url, CURLUPART_SCHEME);
	CLEANUP(free_curl_text) char *host = part_of(url, CURLUPART_HOST);
	CLEANUP(free_curl_text) char *path = part_of(url, CURLUPART_PATH);
	CLEANUP(free_curl_text) char *user = part_of(url, CURLUPART_USER);

	if (code != CURLUE_OK || scheme == NULL || host == NULL || path == NULL)
		return err_set(err, ERR_INVALID, "no address of a mailbox: %s",
		    curl_url_strerror(code));
	if (strcmp(scheme, "imap") != 0 && strcmp(scheme, "imaps") != 0)
		return err_set(err, ERR_INVALID,
		    "a mailbox is at imaps://HOST/MAILBOX, or at imap://");
	if (user != NULL)
		return err_set(err, ERR_INVALID,
		    "the mailbox's user and password do not belong into its address");
	if (!is_name(path + 1) || strchr(path, ';') != NULL)
		return err_set(err, ERR_INVALID,
		    "the address names no mailbox in plain ASCII: .../INBOX");
	imap->mailbox = alloc_text(path + 1);
	imap->is_local = is_loopback(host);
	return OK;
}

static void
set_up(struct imap *imap)
{
	const struct imap_settings *settings = &imap->settings;
	CURL *easy = imap->easy;

	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "imap,imaps");
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_PROXY, ""); /* else ALL_PROXY is obeyed */
	curl_easy_setopt(easy, CURLOPT_USE_SSL,
	    (long)(imap->is_local ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	if (settings->ca_file != NULL) {
		curl_easy_setopt(easy, CURLOPT_CAINFO, settings->ca_file);
		curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	}
	if (settings->user != NULL) {
		curl_easy_setopt(easy, CURLOPT_USERNAME, settings->user);
		curl_easy_setopt(easy, CURLOPT_PASSWORD, settings->password);
	}
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, settings->connect_ms);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, settings->answer_ms);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_bytes);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, imap);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_line);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, imap);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, imap->curl_error);
}

enum status
imap_open(const struct imap_settings *settings, struct imap **ret_imap, struct err *err)
{
	CLEANUP(imap_close) struct imap *imap = alloc_zero(1, sizeof *imap);

	curl_global_init(CURL_GLOBAL_DEFAULT); /* again is nothing */
	imap->settings = *settings;
	enum status status = read_url(imap, err);

	if (status != OK)
		return status;
	imap->easy = alloc_check(curl_easy_init());
	set_up(imap);
	*ret_imap = TAKE(imap);
	return OK;
}

void
imap_close(struct imap **imapp)
{
	struct imap *imap = TAKE(*imapp);

	if (imap == NULL)
		return;
	curl_easy_cleanup(imap->easy);
	free(imap->mailbox);
	free(imap);
}

/* command: NULL fetches what the URL names. */
static CURLcode
perform(struct imap *imap, const char *url, const char *command, struct text *answer,
    size_t bytes_max)
{
	imap->answer = answer;
	imap->bytes_max = bytes_max;
	imap->is_cut = false;
	imap->curl_error[0] = imap->refusal[0] = '\0';
	curl_easy_setopt(imap->easy, CURLOPT_URL, url);
	curl_easy_setopt(imap->easy, CURLOPT_CUSTOMREQUEST, command);
	return curl_easy_perform(imap->easy);
}

static enum status
explain(const struct imap *imap, CURLcode code, struct err *err)
{
	if (code == CURLE_OK)
		return OK;
	return err_set(err, ERR_UNAVAILABLE, "mailbox: %s%s%s",
	    imap->curl_error[0] != '\0' ? imap->curl_error : curl_easy_strerror(code),
	    imap->refusal[0] != '\0' ? "; it said " : "", imap->refusal);
}

/* In the mailbox, with an answer that may be dropped. */
static enum status
ask(struct imap *imap, const char *command, struct text *answer, struct err *err)
{
	return explain(imap,
	    perform(imap, imap->settings.url, command, answer, ANSWER_MAX), err);
}

/* The number behind a word of an answer: "MESSAGES 17". */
static uint32_t
number_behind(const struct text *answer, const char *word)
{
	const char *at = strstr(text_string(answer), word);

	return at == NULL ? 0 : (uint32_t)strtoul(at + strlen(word), NULL, 10);
}

static enum status
count_mails(struct imap *imap, uint32_t *ret_count, struct err *err)
{
	CLEANUP(text_done) struct text answer = { 0 };
	char command[600];

	if (snprintf(command, sizeof command, "STATUS \"%s\" (MESSAGES)",
		imap->mailbox) >= (int)sizeof command)
		return err_set(err, ERR_UNAVAILABLE, "the name of a mailbox is too long");
	enum status status = ask(imap, command, &answer, err);

	if (status == OK)
		*ret_count = number_behind(&answer, "MESSAGES");
	return status;
}

/* "* SEARCH 4 7 9": may come in several lines. */
static size_t
read_uids(const struct text *answer, uint32_t *ret_uids, size_t max)
{
	static const char mark[] = "* SEARCH";
	const char *at = text_string(answer);
	size_t count = 0;

	while ((at = strstr(at, mark)) != NULL) {
		at += sizeof mark - 1;
		while (*at == ' ' && at[1] >= '0' && at[1] <= '9' && count < max) {
			char *end;

			ret_uids[count++] = (uint32_t)strtoul(at, &end, 10);
			at = end;
		}
	}
	return count;
}

enum status
imap_uids(struct imap *imap, const char *flag, uint32_t ret_uids[static IMAP_UIDS_MAX],
    size_t *ret_count, struct err *err)
{
	CLEANUP(text_done) struct text answer = { 0 };
	char command[160];
	uint32_t mails = 0;
	enum status status = count_mails(imap, &mails, err);

	if (status != OK)
		return status;
	*ret_count = 0;
	if (mails == 0)
		return OK;
	snprintf(command, sizeof command, "UID SEARCH 1:%" PRIu32 "%s%.60s",
	    mails < IMAP_UIDS_MAX ? mails : IMAP_UIDS_MAX,
	    flag != NULL ? " KEYWORD " : "", flag != NULL ? flag : "");
	status = ask(imap, command, &answer, err);
	if (status == OK)
		*ret_count = read_uids(&answer, ret_uids, IMAP_UIDS_MAX);
	return status;
}

enum status
imap_fetch(struct imap *imap, uint32_t uid, size_t bytes_max, struct text *mail,
    struct err *err)
{
	CLEANUP(text_done) struct text url = { 0 };
	size_t before = mail->length;

	text_add_bytes(&url, imap->settings.url, strlen(imap->settings.url));
	text_add(&url, ";UID=");
	text_add_int(&url, uid);
	CURLcode code = perform(imap, text_string(&url), NULL, mail,
	    before + bytes_max + 1);

	if (code == CURLE_OK || imap->is_cut)
		return OK;
	text_cut(mail, before);
	if (code == CURLE_REMOTE_FILE_NOT_FOUND)
		return err_set(err, ERR_NOT_FOUND, "the mail is no longer there");
	return explain(imap, code, err);
}

void
imap_set_flag(struct imap *imap, uint32_t uid, const char *flag, bool is_set)
{
	CLEANUP(text_done) struct text answer = { 0 };
	char command[120];

	snprintf(command, sizeof command, "UID STORE %" PRIu32 " %cFLAGS.SILENT (%.60s)",
	    uid, is_set ? '+' : '-', flag);
	(void)perform(imap, imap->settings.url, command, &answer, ANSWER_MAX);
}

enum status
imap_move(struct imap *imap, uint32_t uid, const char *folder, struct err *err)
{
	CLEANUP(text_done) struct text answer = { 0 };
	char move[600], create[600];

	if (!is_name(folder) || strlen(folder) > 500)
		return err_set(err, ERR_UNAVAILABLE,
		    "a folder's name is not plain ASCII");
	snprintf(move, sizeof move, "UID MOVE %" PRIu32 " \"%s\"", uid, folder);
	snprintf(create, sizeof create, "CREATE \"%s\"", folder);

	enum status status = ask(imap, move, &answer, err);

	if (status == OK || strstr(imap->refusal, "TRYCREATE") == NULL)
		return status;
	status = ask(imap, create, &answer, err);
	if (status == OK)
		status = ask(imap, move, &answer, err);
	return status;
}
