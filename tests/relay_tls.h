/* relay_tls.h - TLS for the relay of the tests, with a certificate that it has made. */
#ifndef CONVENE_RELAY_TLS_H
#define CONVENE_RELAY_TLS_H

#include "relay.h"

struct relay_tls;

/* Signed by itself, for that name and 127.0.0.1, or for that name alone. */
struct relay_tls *relay_tls_new(const char *name, bool is_for_loopback);

/* What a client has to trust. */
void relay_tls_write(const struct relay_tls *tls, const char *path);

/* From STARTTLS on, or from the first byte. The relay is closed before this is freed. */
void relay_tls_use(struct relay_tls *tls, struct relay *relay, bool is_at_once);

void relay_tls_free(struct relay_tls **tls);
#endif
