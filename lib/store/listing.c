#include "listing.h"

#include <string.h>

/* pg_type.dat of the server: these numbers never change. */
enum type_oid {
	OID_BOOL = 16,
	OID_INT8 = 20,
	OID_INT2 = 21,
	OID_INT4 = 23,
	OID_JSON = 114,
	OID_FLOAT4 = 700,
	OID_FLOAT8 = 701,
	OID_TIMESTAMPTZ = 1184,
	OID_NUMERIC = 1700,
	OID_JSONB = 3802
};

static void
add_raw(struct text *json, const char *value)
{
	text_add_bytes(json, value, strlen(value));
}

/* "NaN" and "-Infinity" are PostgreSQL's numbers, not JSON's. */
static void
add_number(struct text *json, const char *value)
{
	if (value[strspn(value, "0123456789+-.eE")] == '\0')
		add_raw(json, value);
	else
		text_add(json, "null");
}

/* "2027-01-14 23:30:00.5+05:30", as datestyle ISO has it; a time zone of whole hours
 * shows no minutes. What looks otherwise ("infinity") is a string like any. */
static void
add_timestamp(struct text *json, const char *value)
{
	size_t length = strlen(value);
	const char *blank = strchr(value, ' ');

	if (blank == NULL || blank - value != 10 || length < 22) {
		text_add_json(json, value);
		return;
	}
	text_add(json, "\"");
	text_add_bytes(json, value, 10);
	text_add(json, "T");
	if (strcmp(value + length - 3, "+00") == 0) {
		text_add_bytes(json, value + 11, length - 11 - 3);
		text_add(json, "Z\"");
		return;
	}
	add_raw(json, value + 11);
	if (value[length - 3] != ':')
		text_add(json, ":00");
	text_add(json, "\"");
}

static void
add_value(struct text *json, Oid type, const char *value)
{
	switch (type) {
	case OID_BOOL:
		if (value[0] == 't')
			text_add(json, "true");
		else
			text_add(json, "false");
		return;
	case OID_INT2:
	case OID_INT4:
	case OID_INT8:
	case OID_FLOAT4:
	case OID_FLOAT8:
	case OID_NUMERIC:
		add_number(json, value);
		return;
	case OID_JSON:
	case OID_JSONB:
		add_raw(json, value); /* the server has parsed it */
		return;
	case OID_TIMESTAMPTZ:
		add_timestamp(json, value);
		return;
	default:
		text_add_json(json, value);
	}
}

void
listing_add_row(struct text *json, const PGresult *res, int line)
{
	const char *separator = "{";

	for (int at = 0; at < PQnfields(res); at++) {
		if (PQfname(res, at)[0] == '_')
			continue;
		add_raw(json, separator);
		separator = ",";
		text_add_json(json, PQfname(res, at));
		text_add(json, ":");
		if (PQgetisnull(res, line, at))
			text_add(json, "null");
		else
			add_value(json, PQftype(res, at), PQgetvalue(res, line, at));
	}
	if (separator[0] == '{')
		text_add(json, "{");
	text_add(json, "}");
}

void
listing_add_rows(struct text *json, const PGresult *res)
{
	text_add(json, "[");
	for (int line = 0; line < PQntuples(res); line++) {
		if (line > 0)
			text_add(json, ",");
		listing_add_row(json, res, line);
	}
	text_add(json, "]");
}
