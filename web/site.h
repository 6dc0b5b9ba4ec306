/* site.h - one configuration, and the HTTP server that works by it. A reload makes a new
 * one beside it. What pages share. */
#ifndef CONVENE_SITE_H
#define CONVENE_SITE_H

#include "db.h"
#include "http.h"
#include "misses.h"
#include "page_files.h"
#include "settings.h"
#include "zone.h"

/* Outlives the sites; only web.c changes the pointers. */
struct site_shared {
	struct event_base *base;
	struct db *db;
	struct misses misses;
	struct zone_shelf zones;
};

struct site {
	struct site_shared *shared;
	struct settings *settings;
	struct page_files *files;
	struct http *http;
	char *host_of_links;  /* of link-base, without its port */
	char *origin;         /* of link-base: "https://dinners.example.org" */
	char *style_path;     /* as browsers ask for it, after link-base's own path */
	const char *hosts[2]; /* when the settings name none */
};

/* Takes the settings. ERR_INVALID: the pages' files; all errors are in errors. */
MUST_CHECK enum status site_open(struct site_shared *shared, struct settings *settings,
    struct site **ret_site, struct text *errors);

/* Those who wait are answered 503. Takes NULL. */
void site_close(struct site **site);
#endif
