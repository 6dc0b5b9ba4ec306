/* smtp_wire.h - a logged-in connection to a relay: name, TCP, EHLO, TLS and AUTH are
 * libcurl's work, the bytes after it ours. Private to smtp_link.c and smtp.c. */
#ifndef CONVENE_SMTP_WIRE_H
#define CONVENE_SMTP_WIRE_H

#include "smtp_offer.h"
#include "smtp_settings.h"

#include <event2/event.h>

/* What the wires of one relay share. Wires of two relays never meet: libcurl could take a
 * plain connection for one that must have TLS. */
struct smtp_hub;

struct smtp_hub *smtp_wire_hub_open(struct event_base *base);
void smtp_wire_hub_close(struct smtp_hub **hub); /* its wires are closed before */

struct smtp_wire;

/* Once, never from within smtp_wire_open(). On OK the login is done as the settings
 * demand; else err says why, and is_alarm that an administrator must act. The wire must
 * not be closed in here. */
typedef void smtp_wire_opened_fn(enum status status, bool is_alarm, const struct err *err,
    void *arg);

/* Never blocks, a dead name server included. The settings live as long as the wire. */
struct smtp_wire *smtp_wire_open(struct smtp_hub *hub,
    const struct smtp_settings *settings, smtp_wire_opened_fn *opened, void *arg);

/* After opened() said OK. */
evutil_socket_t smtp_wire_socket(const struct smtp_wire *wire);
const struct smtp_offer *smtp_wire_offer(const struct smtp_wire *wire);

enum smtp_wire_state { SMTP_WIRE_MOVED, SMTP_WIRE_WAIT, SMTP_WIRE_LOST };

/* MOVED: ret_length bytes went, at least one. Read until WAIT: what TLS has decrypted
 * raises no event. The bytes of a write that said WAIT must come again, unmoved. */
enum smtp_wire_state smtp_wire_read(struct smtp_wire *wire, char *buffer, size_t size,
    size_t *ret_length);
enum smtp_wire_state smtp_wire_write(struct smtp_wire *wire, const char *bytes,
    size_t length, size_t *ret_length);

/* Without QUIT. Events on the socket are freed before. Takes NULL. */
void smtp_wire_close(struct smtp_wire **wire);
#endif
