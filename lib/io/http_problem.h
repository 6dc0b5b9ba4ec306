/* http_problem.h - a status as HTTP and JSON say it: RFC 9457's problem details. */
#ifndef CONVENE_HTTP_PROBLEM_H
#define CONVENE_HTTP_PROBLEM_H

#include "base.h"
#include "text.h"

struct http_problem {
	enum status status;
	int http_code;        /* 0: http_problem_code(status) */
	const char *title;    /* NULL: a general one */
	const char *detail;   /* what, with numbers; NULL: none */
	const char *fix;      /* the command that mends it; NULL: none */
	const char *instance; /* the id to find in the journal; NULL: none */
};

#define HTTP_PROBLEM_TYPE "application/problem+json"

/* 200 for OK, PARTIAL and FINDINGS, which are answers and no errors. */
int http_problem_code(enum status status);

/* What a client makes of an answer that is not ours (evhttp's, a proxy's). */
enum status http_problem_status(int http_code);

/* {"status":422,"code":"limit","exit":4,"title":...} */
void http_problem_write(struct text *text, const struct http_problem *problem);
#endif
