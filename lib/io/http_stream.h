/* http_stream.h - an answer of many lines (application/x-ndjson), as they come to
 * be. */
#ifndef CONVENE_HTTP_STREAM_H
#define CONVENE_HTTP_STREAM_H

#include "base.h"
#include "http_call.h"

/* Begins the answer: the call has no deadline any more, and a line {"event":"alive"}
 * goes out when nothing else does, because a client that vanished is noticed only then.
 * ERR_UNAVAILABLE: too many streams; nothing was answered. */
MUST_CHECK enum status http_stream_start(struct http_call *call, struct err *err);

/* Sends one line of JSON, without its line end. ERR_UNAVAILABLE: the client has gone,
 * or lags a megabyte behind and was told so: end the stream. */
MUST_CHECK enum status http_stream_line(struct http_call *call, const char *line,
    struct err *err);

/* Ends the answer, and the call: it must not be used any more. */
void http_stream_end(struct http_call *call);
#endif
