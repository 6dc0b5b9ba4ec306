/* serve.h - a server with a handler of each kind, for raw clients. */
#ifndef CONVENE_SERVE_H
#define CONVENE_SERVE_H

#include "http.h"
#include "http_stream.h"
#include "talk.h"

struct serve {
	struct event_base *base;
	struct http *http;
	struct http_listen *unix_listen, *tcp_listen;
	char folder[32], path[48];
	int port;
	/* what the handlers saw */
	struct http_call *later; /* of /later: the test answers */
	struct http_call *stream;
	bool is_gone;
	int handled;
};

/* With the settings' routes, hosts and arg filled in; both kinds of socket. */
void serve_open(struct serve *serve, struct http_settings settings);
void serve_close(struct serve *serve);

/* Sends the bytes over TCP, or the Unix socket, and waits for the end of the answer. */
struct talk *serve_ask_tcp(struct serve *serve, const char *bytes, size_t length);
struct talk *serve_ask_unix(struct serve *serve, const char *bytes, size_t length);

#define SERVE_PAGE_BYTES 4096
#endif
