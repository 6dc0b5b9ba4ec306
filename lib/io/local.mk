noinst_LIBRARIES += lib/io/libio.a
lib_io_libio_a_CPPFLAGS = $(SEE_IO) $(CURL_CFLAGS) $(UUID_CFLAGS) $(JANSSON_CFLAGS) $(CONFUSE_CFLAGS) \
	$(SODIUM_CFLAGS) $(ICAL_CFLAGS) $(GMIME_CFLAGS) $(CMARK_CFLAGS) $(IDN2_CFLAGS) $(SYSTEMD_CFLAGS)
lib_io_libio_a_SOURCES = \
	lib/io/clock.c lib/io/clock.h \
	lib/io/config.c lib/io/config.h \
	lib/io/config_scan.c lib/io/config_scan.h \
	lib/io/credential.c lib/io/credential.h \
	lib/io/csv_rows.c lib/io/csv_rows.h \
	lib/io/db.c lib/io/db.h \
	lib/io/db_hosts.c lib/io/db_hosts.h \
	lib/io/db_line.c lib/io/db_line.h \
	lib/io/db_queue.c lib/io/db_queue.h \
	lib/io/db_request.c lib/io/db_request.h \
	lib/io/db_wire.c lib/io/db_wire.h \
	lib/io/db_work.c lib/io/db_work.h \
	lib/io/config.c lib/io/config.h \
	lib/io/config_scan.c lib/io/config_scan.h \
	lib/io/csv_rows.c lib/io/csv_rows.h \
	lib/io/http.c lib/io/http.h \
	lib/io/http_admit.c lib/io/http_answer.c lib/io/http_core.h \
	lib/io/http_call.c lib/io/http_call.h \
	lib/io/http_form.c lib/io/http_form.h \
	lib/io/http_guard.c lib/io/http_guard.h \
	lib/io/http_listen.c lib/io/http_listen.h \
	lib/io/http_peer.c lib/io/http_peer.h \
	lib/io/http_problem.c lib/io/http_problem.h \
	lib/io/http_registry.c lib/io/http_registry.h \
	lib/io/http_router.c lib/io/http_router.h \
	lib/io/http_stream.c lib/io/http_stream.h \
	lib/io/json.c lib/io/json.h \
	lib/io/sqlstate.c lib/io/sqlstate.h \
	lib/io/ical.c lib/io/ical.h \
	lib/io/ids.c lib/io/ids.h \
	lib/io/journal.c lib/io/journal.h \
	lib/io/json.c lib/io/json.h \
	lib/io/mailbox.c lib/io/mailbox.h \
	lib/io/mailpage.c lib/io/mailpage.h \
	lib/io/markdown.c lib/io/markdown.h lib/io/markdown_walk.h \
	lib/io/markdown_html.c lib/io/markdown_link.c lib/io/markdown_text.c \
	lib/io/mime.c lib/io/mime.h \
	lib/io/notify.c lib/io/notify.h \
	lib/io/smtp.c lib/io/smtp.h \
	lib/io/smtp_breaker.c lib/io/smtp_breaker.h \
	lib/io/smtp_dialogue.c lib/io/smtp_dialogue.h \
	lib/io/smtp_envelope.c lib/io/smtp_envelope.h \
	lib/io/smtp_job.c lib/io/smtp_job.h \
	lib/io/smtp_link.c lib/io/smtp_link.h \
	lib/io/smtp_offer.c lib/io/smtp_offer.h \
	lib/io/smtp_rate.c lib/io/smtp_rate.h \
	lib/io/smtp_reply.c lib/io/smtp_reply.h \
	lib/io/smtp_result.c lib/io/smtp_result.h \
	lib/io/smtp_settings.c lib/io/smtp_settings.h \
	lib/io/smtp_wire.c lib/io/smtp_wire.h \
	lib/io/sqlstate.c lib/io/sqlstate.h \
	lib/io/workers.c lib/io/workers.h \
	lib/io/zone.c lib/io/zone.h
