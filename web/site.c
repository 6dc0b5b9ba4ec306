#include "site.h"

#include "page.h"
#include "setting.h"

#include <string.h>

#define FORM_BYTES_MAX 4096
#define ANSWER_MS 25000 /* longer than the database may take: page_error.c */

static const struct http_route routes[] = {
	{ "GET", "/answer/TOKEN", 0, page_answer_show, NULL },
	{ "POST", "/answer/TOKEN", FORM_BYTES_MAX, page_answer_take, NULL },
	{ "GET", "/leave/TOKEN", 0, page_leave_show, NULL },
	{ "POST", "/leave/TOKEN", FORM_BYTES_MAX, page_leave_take, NULL },
	{ "GET", "/style.HASH.css", 0, page_style_show, NULL },
};

/* interfaces of a page that nobody else may frame, read or script. With no-referrer a
 * browser would send "Origin: null" for our own forms. */
static const struct http_header headers[] = {
	{ "Content-Security-Policy",
	    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
	    "base-uri 'none'; frame-ancestors 'none'" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Cache-Control", "no-store" },
	{ "Referrer-Policy", "same-origin" },
};

static char *
piece(const char *from, size_t length)
{
	return alloc_check(strndup(from, length));
}

/* link-base is SCHEME://HOST[:PORT][/PATH], as the settings' check made sure. */
static void
read_base(struct site *site)
{
	const char *base = site->settings->mail_link_base;
	const char *host = strstr(base, "://");
	CLEANUP(text_done) struct text style = { 0 };

	host = host == NULL ? base : host + strlen("://");

	size_t place = strcspn(host, "/");
	size_t name = host[0] == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/");

	site->origin = piece(base, (size_t)(host - base) + place);
	site->host_of_links = piece(host, name < place ? name : place);
	text_add_bytes(&style, host + place, strlen(host + place)); /* the path, a URL */
	text_add(&style, "/style.");
	text_add_bytes(&style, site->files->style_hash,
	    strlen(site->files->style_hash)); /* digits */
	text_add(&style, ".css");
	site->style_path = text_take(&style);
	site->hosts[0] = site->host_of_links;
}

static void
serve(struct site *site)
{
	const struct settings *settings = site->settings;
	struct http_settings http = http_settings_for(HTTP_WEB);

	http.routes = routes;
	http.route_count = COUNT_OF(routes);
	http.hosts = settings->web_hosts[0] != NULL ? settings->web_hosts : site->hosts;
	http.own_origin = site->origin;
	http.proxies = settings->web_proxy;
	http.headers = headers;
	http.header_count = COUNT_OF(headers);
	http.error = page_error_answer;
	http.arg = site;
	http.answer_ms = ANSWER_MS;
	http.connections_max = (size_t)settings->web_connections;
	site->http = http_open(site->shared->base, &http);
}

enum status
site_open(struct site_shared *shared, struct settings *settings, struct site **ret_site,
    struct text *errors)
{
	struct site *site = alloc_zero(1, sizeof *site);

	site->shared = shared;
	site->settings = settings;
	enum status status = page_files_read(settings->web_templates, &site->files,
	    errors);

	if (status != OK) {
		site_close(&site);
		return status;
	}
	read_base(site);
	serve(site);
	*ret_site = site;
	return OK;
}

void
site_close(struct site **sitep)
{
	struct site *site = TAKE(*sitep);

	if (site == NULL)
		return;
	http_close(&site->http);
	page_files_free(&site->files);
	setting_free(&site->settings);
	free(site->host_of_links);
	free(site->origin);
	free(site->style_path);
	free(site);
}
