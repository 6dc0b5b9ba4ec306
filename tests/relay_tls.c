#include "relay_tls.h"

#include <event2/bufferevent_ssl.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

#define LASTS_S 86400

struct relay_tls {
	EVP_PKEY *key;
	X509 *certificate;
	SSL_CTX *context;
};

static void
must(bool is_well, const char *what)
{
	if (is_well)
		return;
	fprintf(stderr, "relay_tls: %s\n", what);
	abort();
}

static void
add_extension(X509 *certificate, int nid, const char *value)
{
	X509V3_CTX context;
	X509_EXTENSION *extension;

	X509V3_set_ctx_nodb(&context);
	X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
	must(extension != NULL && X509_add_ext(certificate, extension, -1) == 1, value);
	X509_EXTENSION_free(extension);
}

static void
make_certificate(struct relay_tls *tls, const char *name, bool is_for_loopback)
{
	X509 *certificate = X509_new();
	X509_NAME *subject = X509_get_subject_name(certificate);
	char names[200]; /* of tests: short */

	(void)snprintf(names, sizeof names, "DNS:%s%s", name,
	    is_for_loopback ? ",IP:127.0.0.1" : "");
	X509_set_version(certificate, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
	X509_gmtime_adj(X509_getm_notBefore(certificate), -LASTS_S);
	X509_gmtime_adj(X509_getm_notAfter(certificate), LASTS_S);
	X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
	    (const unsigned char *)name, -1, -1, 0);
	X509_set_issuer_name(certificate, subject);
	X509_set_pubkey(certificate, tls->key);
	add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
	add_extension(certificate, NID_subject_alt_name, names);
	must(X509_sign(certificate, tls->key, EVP_sha256()) > 0, "cannot sign");
	tls->certificate = certificate;
}

struct relay_tls *
relay_tls_new(const char *name, bool is_for_loopback)
{
	struct relay_tls *tls = alloc_zero(1, sizeof *tls);

	tls->key = EVP_EC_gen("P-256");
	must(tls->key != NULL, "cannot make a key");
	make_certificate(tls, name, is_for_loopback);
	tls->context = SSL_CTX_new(TLS_server_method());
	must(tls->context != NULL &&
		SSL_CTX_use_certificate(tls->context, tls->certificate) == 1 &&
		SSL_CTX_use_PrivateKey(tls->context, tls->key) == 1,
	    "cannot use its own certificate");
	return tls;
}

void
relay_tls_write(const struct relay_tls *tls, const char *path)
{
	FILE *file = fopen(path, "w");

	must(file != NULL && PEM_write_X509(file, tls->certificate) == 1 &&
		fclose(file) == 0,
	    path);
}

static struct bufferevent *
wrap(struct bufferevent *io, void *arg)
{
	const struct relay_tls *tls = arg;
	SSL *ssl = SSL_new(tls->context);

	must(ssl != NULL, "no connection");
	return alloc_check(bufferevent_openssl_filter_new(bufferevent_get_base(io), io,
	    ssl, BUFFEREVENT_SSL_ACCEPTING,
	    BEV_OPT_CLOSE_ON_FREE | BEV_OPT_DEFER_CALLBACKS));
}

void
relay_tls_use(struct relay_tls *tls, struct relay *relay, bool is_at_once)
{
	relay_wrap(relay, wrap, tls, is_at_once);
}

void
relay_tls_free(struct relay_tls **tlsp)
{
	struct relay_tls *tls = TAKE(*tlsp);

	if (tls == NULL)
		return;
	SSL_CTX_free(tls->context);
	X509_free(tls->certificate);
	EVP_PKEY_free(tls->key);
	free(tls);
}
