# Every test speaks TAP. Those of the folders that tests/run-one names get a private
# PostgreSQL, migrated to head, in database t_head.
# What a test sees and links unless it says otherwise: libraries and programs all do.
LDADD = tests/liblive.a $(STORE_LIBS) $(CHECK_LIBS)
AM_CPPFLAGS = $(SEE_TESTS) $(CHECK_CFLAGS) -DSOURCE_DIR='"$(abs_srcdir)"'
LOG_COMPILER = $(SHELL) $(srcdir)/tests/run-one
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TEST_LOG_COMPILER = $(SHELL)
TEST_LOG_DRIVER = $(LOG_DRIVER)
TEST_EXTENSIONS = .test
AM_TESTS_ENVIRONMENT = SOURCE_DIR='$(abs_srcdir)' BUILD_DIR='$(abs_builddir)'; export SOURCE_DIR BUILD_DIR;
EXTRA_DIST += tests/run-one tests/tap.sh
noinst_HEADERS += tests/run.h tests/core/words.h

# The private database as a fixture.
check_LIBRARIES = tests/liblive.a
tests_liblive_a_SOURCES = tests/live.c tests/live.h

SHELL_TESTS = \
	tests/plan/groups.test \
	tests/plan/halt.test \
	tests/plan/matrix.test \
	tests/ctl/convenectl.test \
	tests/tools/bench-grouping.test \
	tests/tools/check-config.test \
	tests/tools/convene-db.test \
	tests/tools/graph.test \
	tests/tools/install.test \
	tests/tools/listed.test \
	tests/tools/mail-catcher.test \
	tests/tools/make-roster.test \
	tests/tools/pure.test \
	tests/tools/settings-read.test \
	tests/tools/tables.test \
	tests/tools/systemd.test \
	tests/tools/tidy.test

# The relay of the mail tests, as a library and as a program for end-to-end tests.
noinst_LIBRARIES += tests/librelay.a
tests_librelay_a_SOURCES = \
	tests/relay.c tests/relay.h \
	tests/relay_script.c tests/relay_script.h \
	tests/relay_visit.c tests/relay_visit.h
noinst_PROGRAMS += tests/fake-relay
tests_fake_relay_SOURCES = tests/fake-relay.c
tests_fake_relay_LDADD = tests/librelay.a lib/base/libbase.a $(EVENT_LIBS)

SHELL_TESTS += tests/io/test_mail_readers.test
# Files of the public mustache specification against our renderer.
noinst_PROGRAMS += tests/mustache-spec
tests_mustache_spec_SOURCES = tests/mustache-spec.c
tests_mustache_spec_LDADD = lib/core/libcore.a $(IO_LIBS)
SHELL_TESTS += tests/core/mustache-spec.test
EXTRA_DIST += \
	tests/fixtures/mustache/comments.json \
	tests/fixtures/mustache/left_out.json \
	tests/fixtures/mustache/sections.json \
	tests/fixtures/mustache/variables.json \
	tests/fixtures/mustache/wrong.json
# Answers convenectl as the test wrote it.
noinst_PROGRAMS += tests/ctl/fake-daemon
tests_ctl_fake_daemon_LDADD = lib/core/libcore.a $(IO_LIBS)
tests_ctl_fake_daemon_SOURCES = tests/ctl/fake-daemon.c

# Real processes: daemons, PostgreSQL, a relay.
SHELL_TESTS += tests/e2e/dovecot.test
SHELL_TESTS += tests/e2e/p04_copies.test
SHELL_TESTS += tests/e2e/p04_stopped.test
SHELL_TESTS += tests/e2e/postfix.test
SHELL_TESTS += tests/e2e/quickstart.test
SHELL_TESTS += tests/e2e/faults/bad_config.test
SHELL_TESTS += tests/e2e/faults/database_restart.test
SHELL_TESTS += tests/e2e/faults/fund_too_small.test
SHELL_TESTS += tests/e2e/faults/hostile_roster.test
SHELL_TESTS += tests/e2e/faults/killed_before_mail.test
SHELL_TESTS += tests/e2e/faults/killed_during_mail.test
SHELL_TESTS += tests/e2e/faults/no_host.test
SHELL_TESTS += tests/e2e/faults/relay_refuses.test
SHELL_TESTS += tests/e2e/faults/relay_silent.test
SHELL_TESTS += tests/e2e/faults/too_few_people.test
SHELL_TESTS += tests/e2e/faults/two_daemons.test
EXTRA_DIST += tests/e2e/lib.sh tests/e2e/read_mails.py
EXTRA_DIST += tests/e2e/mails.sql tests/e2e/p04_copies.py

if HAVE_CHECK
check_PROGRAMS += $(UNIT_TESTS)
endif
EXTRA_DIST += $(SHELL_TESTS)
TESTS = $(check_PROGRAMS) $(SHELL_TESTS)

# The pages in a browser; the programs as they are called.
SHELL_TESTS += tests/web/browser.test
SHELL_TESTS += tests/web/convene-web.test
SHELL_TESTS += tests/intake/convene-intake.test
EXTRA_DIST += tests/programs.sh tests/web/browser.js tests/web/stage.sql
SHELL_TESTS += tests/mail/readers.test
EXTRA_DIST += tests/mail/readers.js
EXTRA_DIST += tests/web/package.json tests/web/package-lock.json

# One a line, so that lists merge by keeping both sides.
UNIT_TESTS =
UNIT_TESTS += tests/base/test_arena
UNIT_TESTS += tests/base/test_base
UNIT_TESTS += tests/base/test_text
UNIT_TESTS += tests/base/test_utf8
UNIT_TESTS += tests/core/test_address
UNIT_TESTS += tests/core/test_anneal
UNIT_TESTS += tests/core/test_cadence
UNIT_TESTS += tests/core/test_catalogue
UNIT_TESTS += tests/core/test_civil
UNIT_TESTS += tests/core/test_command
UNIT_TESTS += tests/core/test_cpu
UNIT_TESTS += tests/core/test_dice
UNIT_TESTS += tests/core/test_gf
UNIT_TESTS += tests/core/test_grouping
UNIT_TESTS += tests/core/test_grouping_breach
UNIT_TESTS += tests/core/test_grouping_change
UNIT_TESTS += tests/core/test_grouping_archive
UNIT_TESTS += tests/core/test_grouping_bound
UNIT_TESTS += tests/core/test_grouping_check
UNIT_TESTS += tests/core/test_grouping_cost
UNIT_TESTS += tests/core/test_grouping_fixed
UNIT_TESTS += tests/core/test_grouping_explain
UNIT_TESTS += tests/core/test_grouping_feasible
UNIT_TESTS += tests/core/test_grouping_input
UNIT_TESTS += tests/core/test_grouping_lanes
UNIT_TESTS += tests/core/test_grouping_limits
UNIT_TESTS += tests/core/test_grouping_optimum
UNIT_TESTS += tests/core/test_grouping_once
UNIT_TESTS += tests/core/test_grouping_parts
UNIT_TESTS += tests/core/test_grouping_repair
UNIT_TESTS += tests/core/test_grouping_relax
UNIT_TESTS += tests/core/test_grouping_terms
UNIT_TESTS += tests/core/test_grouping_words
UNIT_TESTS += tests/core/test_grouping_repair_merge
UNIT_TESTS += tests/core/test_grouping_repair_reform
UNIT_TESTS += tests/core/test_letter
UNIT_TESTS += tests/core/test_life
UNIT_TESTS += tests/core/test_matrix
UNIT_TESTS += tests/core/test_matrix_check
UNIT_TESTS += tests/core/test_matrix_file
UNIT_TESTS += tests/core/test_matrix_library
UNIT_TESTS += tests/core/test_matrix_scan
UNIT_TESTS += tests/core/test_message_kind
UNIT_TESTS += tests/core/test_money
UNIT_TESTS += tests/core/test_pairing
UNIT_TESTS += tests/core/test_prompt_choice
UNIT_TESTS += tests/core/test_relay_log
UNIT_TESTS += tests/core/test_retry
UNIT_TESTS += tests/core/test_role
UNIT_TESTS += tests/core/test_roster
UNIT_TESTS += tests/core/test_rotation
UNIT_TESTS += tests/core/test_season_plan
UNIT_TESTS += tests/core/test_season_plan_joint
UNIT_TESTS += tests/core/test_season_plan_start
UNIT_TESTS += tests/core/test_setting
UNIT_TESTS += tests/core/test_spelling
UNIT_TESTS += tests/core/test_tally
UNIT_TESTS += tests/core/test_template
UNIT_TESTS += tests/core/test_unit
UNIT_TESTS += tests/core/test_inputs
UNIT_TESTS += tests/core/test_wording
UNIT_TESTS += tests/daemon/test_control
UNIT_TESTS += tests/daemon/test_control_import
UNIT_TESTS += tests/daemon/test_control_messages
UNIT_TESTS += tests/daemon/test_control_names
UNIT_TESTS += tests/daemon/test_control_outbox
UNIT_TESTS += tests/daemon/test_control_settle
UNIT_TESTS += tests/daemon/test_control_study
UNIT_TESTS += tests/daemon/test_control_status
UNIT_TESTS += tests/daemon/test_glance
UNIT_TESTS += tests/daemon/test_preview
UNIT_TESTS += tests/daemon/test_injections
UNIT_TESTS += tests/daemon/test_round_job
UNIT_TESTS += tests/daemon/test_letters
UNIT_TESTS += tests/daemon/test_mail_budget
UNIT_TESTS += tests/daemon/test_mail_faults
UNIT_TESTS += tests/daemon/test_scenarios
UNIT_TESTS += tests/daemon/test_mail_job
UNIT_TESTS += tests/daemon/test_mail_rows
UNIT_TESTS += tests/daemon/test_mail_rules
UNIT_TESTS += tests/daemon/test_mail_relays
UNIT_TESTS += tests/intake/test_bounce
UNIT_TESTS += tests/intake/test_clients
UNIT_TESTS += tests/intake/test_injections
UNIT_TESTS += tests/intake/test_intake
UNIT_TESTS += tests/intake/test_receipt
UNIT_TESTS += tests/io/test_clock
UNIT_TESTS += tests/io/test_config
UNIT_TESTS += tests/io/test_csv_rows
UNIT_TESTS += tests/io/test_db
UNIT_TESTS += tests/io/test_db_planned
UNIT_TESTS += tests/io/test_db_pool
UNIT_TESTS += tests/io/test_db_restart
UNIT_TESTS += tests/io/test_db_transact
UNIT_TESTS += tests/io/test_domain
UNIT_TESTS += tests/io/test_http
UNIT_TESTS += tests/io/test_http_client
UNIT_TESTS += tests/io/test_http_form
UNIT_TESTS += tests/io/test_http_guard
UNIT_TESTS += tests/io/test_http_limits
UNIT_TESTS += tests/io/test_http_listen
UNIT_TESTS += tests/io/test_http_router
UNIT_TESTS += tests/io/test_ical
UNIT_TESTS += tests/io/test_ids
UNIT_TESTS += tests/io/test_journal
UNIT_TESTS += tests/io/test_json
UNIT_TESTS += tests/io/test_lag
UNIT_TESTS += tests/io/test_markdown
UNIT_TESTS += tests/io/test_mime
UNIT_TESTS += tests/io/test_notify
UNIT_TESTS += tests/io/test_roster_files
UNIT_TESTS += tests/io/test_settings_file
UNIT_TESTS += tests/io/test_smtp
UNIT_TESTS += tests/io/test_smtp_breaker
UNIT_TESTS += tests/io/test_smtp_dialogue
UNIT_TESTS += tests/io/test_smtp_envelope
UNIT_TESTS += tests/io/test_smtp_faults
UNIT_TESTS += tests/io/test_smtp_grouped
UNIT_TESTS += tests/io/test_smtp_login
UNIT_TESTS += tests/io/test_smtp_loop
UNIT_TESTS += tests/io/test_smtp_offer
UNIT_TESTS += tests/io/test_smtp_pool
UNIT_TESTS += tests/io/test_smtp_rate
UNIT_TESTS += tests/io/test_smtp_reply
UNIT_TESTS += tests/io/test_smtp_rider
UNIT_TESTS += tests/io/test_smtp_settings
UNIT_TESTS += tests/io/test_smtp_sink
if HAVE_RELAY_TLS
UNIT_TESTS += tests/daemon/test_mail_trust
UNIT_TESTS += tests/io/test_smtp_tls
endif
UNIT_TESTS += tests/io/test_sqlstate
UNIT_TESTS += tests/io/test_token_command
UNIT_TESTS += tests/io/test_workers
UNIT_TESTS += tests/io/test_zone
UNIT_TESTS += tests/mail/test_compose
UNIT_TESTS += tests/store/test_array
UNIT_TESTS += tests/store/test_derived_id
UNIT_TESTS += tests/store/test_life
UNIT_TESTS += tests/store/test_listing
UNIT_TESTS += tests/store/test_mail_hours
UNIT_TESTS += tests/store/test_message_kinds
UNIT_TESTS += tests/store/test_person_index
UNIT_TESTS += tests/store/test_row
UNIT_TESTS += tests/store/test_statements
UNIT_TESTS += tests/web/test_pages
tests_io_test_smtp_SOURCES = tests/io/test_smtp.c tests/poster.c tests/poster.h
tests_io_test_smtp_LDADD = tests/librelay.a $(LDADD)
TALK_SOURCES = tests/io/smtp_talk.c tests/io/smtp_talk.h
tests_io_test_smtp_dialogue_SOURCES = tests/io/test_smtp_dialogue.c $(TALK_SOURCES)
tests_io_test_smtp_grouped_SOURCES = tests/io/test_smtp_grouped.c $(TALK_SOURCES)
tests_io_test_smtp_faults_SOURCES = tests/io/test_smtp_faults.c tests/poster.c tests/poster.h
tests_io_test_smtp_faults_LDADD = $(tests_io_test_smtp_LDADD)
tests_io_test_smtp_tls_SOURCES = tests/io/test_smtp_tls.c tests/poster.c tests/poster.h \
	tests/relay_tls.c tests/relay_tls.h
tests_io_test_smtp_tls_CPPFLAGS = $(AM_CPPFLAGS) $(RELAY_TLS_CFLAGS)
tests_io_test_smtp_tls_LDADD = $(tests_io_test_smtp_LDADD) $(RELAY_TLS_LIBS)
tests_io_test_smtp_login_SOURCES = tests/io/test_smtp_login.c tests/poster.c tests/poster.h
tests_io_test_smtp_login_LDADD = $(tests_io_test_smtp_LDADD)
tests_io_test_smtp_pool_SOURCES = tests/io/test_smtp_pool.c tests/poster.c tests/poster.h
tests_io_test_smtp_pool_LDADD = $(tests_io_test_smtp_LDADD)
tests_io_test_smtp_rider_SOURCES = tests/io/test_smtp_rider.c tests/poster.c tests/poster.h
tests_io_test_smtp_rider_LDADD = $(tests_io_test_smtp_LDADD)
tests_io_test_smtp_loop_SOURCES = tests/io/test_smtp_loop.c tests/poster.c tests/poster.h
tests_io_test_smtp_loop_LDADD = $(tests_io_test_smtp_LDADD)
SERVE_SOURCES = tests/io/serve.c tests/io/serve.h tests/io/talk.c tests/io/talk.h
tests_io_test_http_SOURCES = tests/io/test_http.c $(SERVE_SOURCES)
tests_io_test_http_client_SOURCES = tests/io/test_http_client.c $(SERVE_SOURCES)
tests_io_test_http_limits_SOURCES = tests/io/test_http_limits.c $(SERVE_SOURCES)
SINK_SOURCES = tests/sink.c tests/sink.h
tests_io_test_smtp_sink_SOURCES = tests/io/test_smtp_sink.c tests/poster.c tests/poster.h $(SINK_SOURCES)
tests_io_test_smtp_sink_LDADD = $(tests_io_test_smtp_LDADD)
# The made-up matrices.
MATRIX_SOURCES = tests/matrix_made.c tests/matrix_made.h
tests_core_test_matrix_SOURCES = tests/core/test_matrix.c $(MATRIX_SOURCES)
tests_core_test_matrix_library_SOURCES = tests/core/test_matrix_library.c $(MATRIX_SOURCES)
tests_core_test_matrix_scan_SOURCES = tests/core/test_matrix_scan.c $(MATRIX_SOURCES)
# The made-up people of the grouping tests and benchmarks.
noinst_HEADERS += tests/grouping_people.h tests/grouping_seats.h tests/grouping_trial.h tests/grouping_least.h
GROUPING_SEATS = tests/grouping_people.c tests/grouping_seats.c
tests_core_test_grouping_SOURCES = tests/core/test_grouping.c tests/grouping_people.c
tests_core_test_grouping_breach_SOURCES = tests/core/test_grouping_breach.c $(GROUPING_SEATS)
tests_core_test_grouping_change_SOURCES = tests/core/test_grouping_change.c $(GROUPING_SEATS)
tests_core_test_grouping_repair_SOURCES = tests/core/test_grouping_repair.c tests/grouping_trial.c $(GROUPING_SEATS)
tests_core_test_grouping_repair_reform_SOURCES = tests/core/test_grouping_repair_reform.c tests/grouping_trial.c $(GROUPING_SEATS)
tests_core_test_grouping_repair_merge_SOURCES = tests/core/test_grouping_repair_merge.c tests/grouping_trial.c $(GROUPING_SEATS)
tests_core_test_grouping_archive_SOURCES = tests/core/test_grouping_archive.c tests/grouping_people.c
tests_core_test_grouping_bound_SOURCES = tests/core/test_grouping_bound.c tests/grouping_people.c
tests_core_test_grouping_check_SOURCES = tests/core/test_grouping_check.c tests/grouping_people.c
tests_core_test_grouping_cost_SOURCES = tests/core/test_grouping_cost.c tests/grouping_people.c
tests_core_test_grouping_terms_SOURCES = tests/core/test_grouping_terms.c tests/grouping_people.c
tests_core_test_grouping_limits_SOURCES = tests/core/test_grouping_limits.c tests/grouping_people.c
tests_core_test_grouping_fixed_SOURCES = tests/core/test_grouping_fixed.c tests/grouping_people.c
tests_core_test_grouping_explain_SOURCES = tests/core/test_grouping_explain.c tests/grouping_people.c
tests_core_test_grouping_feasible_SOURCES = tests/core/test_grouping_feasible.c tests/grouping_people.c
tests_core_test_grouping_relax_SOURCES = tests/core/test_grouping_relax.c tests/grouping_people.c
tests_core_test_grouping_lanes_SOURCES = tests/core/test_grouping_lanes.c tests/grouping_people.c
tests_core_test_grouping_parts_SOURCES = tests/core/test_grouping_parts.c tests/grouping_people.c
tests_core_test_grouping_once_SOURCES = tests/core/test_grouping_once.c tests/grouping_people.c
tests_core_test_grouping_optimum_SOURCES = tests/core/test_grouping_optimum.c tests/grouping_people.c tests/grouping_least.c
tests_core_test_season_plan_SOURCES = tests/core/test_season_plan.c tests/grouping_people.c
EXTRA_DIST += tests/mail/readers.py
EXTRA_DIST += tests/mail/after_dinner.eml
EXTRA_DIST += tests/mail/cancellation.eml
EXTRA_DIST += tests/mail/change.eml
EXTRA_DIST += tests/mail/claim_status.eml
EXTRA_DIST += tests/mail/confirmation.eml
EXTRA_DIST += tests/mail/day_before.eml
EXTRA_DIST += tests/mail/declined.eml
EXTRA_DIST += tests/mail/digest.eml
EXTRA_DIST += tests/mail/host_card.eml
EXTRA_DIST += tests/mail/host_request.eml
EXTRA_DIST += tests/mail/invitation.eml
EXTRA_DIST += tests/mail/lapsed.eml
EXTRA_DIST += tests/mail/left.eml
EXTRA_DIST += tests/mail/not_seated.eml
EXTRA_DIST += tests/mail/paused.eml
EXTRA_DIST += tests/mail/reminder.eml
EXTRA_DIST += tests/mail/season_invitation.eml
EXTRA_DIST += tests/mail/seat_offer.eml
tests_mail_test_compose_LDADD = daemon/libdaemon.a $(LDADD)
tests_daemon_test_round_job_LDADD = daemon/libdaemon.a $(LDADD)
STAGE_SOURCES = tests/daemon/stage.c tests/daemon/stage.h tests/daemon/post.c tests/daemon/post.h
tests_daemon_test_mail_faults_SOURCES = tests/daemon/test_mail_faults.c $(STAGE_SOURCES)
tests_daemon_test_mail_faults_LDADD = tests/librelay.a daemon/libdaemon.a $(LDADD)
tests_daemon_test_mail_relays_LDADD = daemon/libdaemon.a $(LDADD)
tests_daemon_test_mail_job_SOURCES = tests/daemon/test_mail_job.c $(STAGE_SOURCES)
tests_daemon_test_mail_job_LDADD = tests/librelay.a daemon/libdaemon.a $(LDADD)
tests_daemon_test_mail_rows_SOURCES = tests/daemon/test_mail_rows.c $(STAGE_SOURCES) $(SINK_SOURCES)
tests_daemon_test_mail_rows_LDADD = tests/librelay.a daemon/libdaemon.a $(LDADD)
tests_daemon_test_mail_trust_SOURCES = tests/daemon/test_mail_trust.c $(STAGE_SOURCES) \
	tests/relay_tls.c tests/relay_tls.h
tests_daemon_test_mail_trust_CPPFLAGS = $(tests_io_test_smtp_tls_CPPFLAGS)
tests_daemon_test_mail_trust_LDADD = $(tests_daemon_test_mail_rows_LDADD) $(RELAY_TLS_LIBS)
tests_daemon_test_injections_SOURCES = tests/daemon/test_injections.c $(STAGE_SOURCES) \
	$(HOUSE_SOURCES) $(FOLDER_SOURCES)
tests_daemon_test_injections_LDADD = $(tests_daemon_test_mail_rows_LDADD)
tests_daemon_test_mail_rules_SOURCES = tests/daemon/test_mail_rules.c $(STAGE_SOURCES)
tests_daemon_test_mail_rules_LDADD = tests/librelay.a daemon/libdaemon.a $(LDADD)
tests_daemon_test_preview_SOURCES = tests/daemon/test_preview.c tests/daemon/stage.c tests/daemon/stage.h $(HOUSE_SOURCES)
tests_daemon_test_preview_LDADD = daemon/libdaemon.a $(LDADD)
tests_daemon_test_letters_SOURCES = tests/daemon/test_letters.c tests/daemon/stage.c tests/daemon/stage.h
tests_daemon_test_mail_budget_SOURCES = tests/daemon/test_mail_budget.c tests/daemon/stage.c tests/daemon/stage.h
HOUSE_SOURCES = tests/daemon/house.c tests/daemon/house.h
tests_daemon_test_control_SOURCES = tests/daemon/test_control.c $(HOUSE_SOURCES)
tests_daemon_test_control_LDADD = daemon/libdaemon.a $(LDADD)
tests_daemon_test_control_import_SOURCES = tests/daemon/test_control_import.c $(HOUSE_SOURCES)
tests_daemon_test_control_import_LDADD = daemon/libdaemon.a $(LDADD)
DESK_SOURCES = tests/daemon/desk.c tests/daemon/desk.h tests/daemon/stage.c \
	tests/daemon/stage.h $(HOUSE_SOURCES)
tests_daemon_test_control_messages_SOURCES = tests/daemon/test_control_messages.c $(DESK_SOURCES)
tests_daemon_test_control_messages_LDADD = daemon/libdaemon.a $(LDADD)
tests_daemon_test_control_outbox_SOURCES = tests/daemon/test_control_outbox.c $(DESK_SOURCES)
tests_daemon_test_control_outbox_LDADD = daemon/libdaemon.a $(LDADD)
tests_daemon_test_control_settle_SOURCES = tests/daemon/test_control_settle.c $(DESK_SOURCES)
tests_daemon_test_control_settle_LDADD = daemon/libdaemon.a $(LDADD)
tests_daemon_test_control_names_SOURCES = tests/daemon/test_control_names.c \
	tests/staged.c tests/staged.h $(HOUSE_SOURCES)
tests_daemon_test_control_names_LDADD = daemon/libdaemon.a $(LDADD)
tests_daemon_test_control_study_SOURCES = tests/daemon/test_control_study.c  $(HOUSE_SOURCES)
tests_daemon_test_control_study_LDADD = daemon/libdaemon.a $(LDADD)
tests_daemon_test_control_status_SOURCES = tests/daemon/test_control_status.c $(HOUSE_SOURCES)
tests_daemon_test_control_status_LDADD = daemon/libdaemon.a $(LDADD)
tests_daemon_test_glance_LDADD = daemon/libdaemon.a $(LDADD)
# Scenarios: a player, and the seasons that it plays.
tests_daemon_test_scenarios_SOURCES = tests/daemon/test_scenarios.c
tests_daemon_test_scenarios_SOURCES += tests/daemon/play.c tests/daemon/play.h
tests_daemon_test_scenarios_SOURCES += tests/daemon/play_act.c tests/daemon/play_daemon.c
tests_daemon_test_scenarios_SOURCES += tests/daemon/play_expect.c tests/daemon/play_relay.c
tests_daemon_test_scenarios_SOURCES += tests/daemon/play_stage.c
tests_daemon_test_scenarios_LDADD = tests/librelay.a daemon/libdaemon.a $(LDADD)
EXTRA_DIST += tests/daemon/play.sql $(SCENARIOS)
SCENARIOS =
SCENARIOS += tests/daemon/autumn_change.scenario
SCENARIOS += tests/daemon/bounce.scenario
SCENARIOS += tests/daemon/cancelled_seen.scenario
SCENARIOS += tests/daemon/cancelled_unseen.scenario
SCENARIOS += tests/daemon/change_of_mind.scenario
SCENARIOS += tests/daemon/clock_ahead.scenario
SCENARIOS += tests/daemon/clock_back.scenario
SCENARIOS += tests/daemon/database_stops.scenario
SCENARIOS += tests/daemon/decline.scenario
SCENARIOS += tests/daemon/hold.scenario
SCENARIOS += tests/daemon/invited.stage
SCENARIOS += tests/daemon/killed_begun.scenario
SCENARIOS += tests/daemon/killed_claimed.scenario
SCENARIOS += tests/daemon/killed_committed.scenario
SCENARIOS += tests/daemon/killed_forming.scenario
SCENARIOS += tests/daemon/killed_taken.scenario
SCENARIOS += tests/daemon/leaving.scenario
SCENARIOS += tests/daemon/moved_seen.scenario
SCENARIOS += tests/daemon/moved_unseen.scenario
SCENARIOS += tests/daemon/night_falls.scenario
SCENARIOS += tests/daemon/no_fund.scenario
SCENARIOS += tests/daemon/nobody_hosts.scenario
SCENARIOS += tests/daemon/nobody_published.scenario
SCENARIOS += tests/daemon/notes.scenario
SCENARIOS += tests/daemon/one_evening.scenario
SCENARIOS += tests/daemon/quiet_hours.scenario
SCENARIOS += tests/daemon/redirect.scenario
SCENARIOS += tests/daemon/relay_away.scenario
SCENARIOS += tests/daemon/small_fund.scenario
SCENARIOS += tests/daemon/spring_change.scenario
SCENARIOS += tests/daemon/table_cancelled.scenario
SCENARIOS += tests/daemon/standing_group.scenario
SCENARIOS += tests/daemon/stopped_early.scenario
SCENARIOS += tests/daemon/three_people.scenario
SCENARIOS += tests/daemon/too_late.scenario
SCENARIOS += tests/daemon/town.stage
SCENARIOS += tests/daemon/two_daemons.scenario
SCENARIOS += tests/daemon/two_months.scenario
SCENARIOS += tests/daemon/two_seasons.scenario
SCENARIOS += tests/daemon/uncertain_unwanted.scenario
SCENARIOS += tests/daemon/winter.stage
# What the pages and mail intake are tested on.
noinst_HEADERS += tests/staged.h
INBOX_SOURCES = tests/intake/inbox.c tests/intake/inbox.h tests/staged.c
tests_intake_test_intake_SOURCES = tests/intake/test_intake.c $(INBOX_SOURCES)
tests_intake_test_intake_LDADD = intake/libintake.a $(LDADD)
tests_intake_test_clients_SOURCES = tests/intake/test_clients.c $(INBOX_SOURCES)
tests_intake_test_clients_LDADD = intake/libintake.a $(LDADD)
EXTRA_DIST += tests/fixtures/replies
FOLDER_SOURCES = tests/folder.c tests/folder.h
EXTRA_DIST += tests/fixtures/injections
tests_intake_test_injections_SOURCES = tests/intake/test_injections.c $(INBOX_SOURCES) $(FOLDER_SOURCES)
tests_intake_test_injections_LDADD = intake/libintake.a $(LDADD)
tests_intake_test_receipt_SOURCES = tests/intake/test_receipt.c $(INBOX_SOURCES)
tests_intake_test_receipt_LDADD = intake/libintake.a $(LDADD)
tests_intake_test_bounce_SOURCES = tests/intake/test_bounce.c $(INBOX_SOURCES)
tests_intake_test_bounce_LDADD = intake/libintake.a $(LDADD)
tests_web_test_pages_SOURCES = tests/web/test_pages.c tests/staged.c tests/io/talk.c tests/io/talk.h
tests_web_test_pages_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests/io
tests_web_test_pages_LDADD = web/libweb.a $(LDADD)
UNIT_TESTS += tests/plan/test_agree
tests_plan_test_agree_CPPFLAGS = $(SEE_PLAN) -I$(srcdir)/tests $(CHECK_CFLAGS)
tests_plan_test_agree_LDADD = $(PLAN_LIBS) $(CHECK_LIBS)
# Readers under libFuzzer (tools/fuzz), and what it found before.
READERS_CPPFLAGS = $(SEE_PLAN) -I$(srcdir)/tests -I$(srcdir)/tests/fuzz $(CHECK_CFLAGS) -DSOURCE_DIR='"$(abs_srcdir)"'
UNIT_TESTS += tests/fuzz/test_corpus
tests_fuzz_test_corpus_SOURCES = tests/fuzz/test_corpus.c tests/fuzz/readers.c tests/fuzz/readers.h
tests_fuzz_test_corpus_CPPFLAGS = $(READERS_CPPFLAGS)
tests_fuzz_test_corpus_LDADD = $(PLAN_LIBS) $(CHECK_LIBS)
EXTRA_PROGRAMS += tests/fuzz/fuzz
tests_fuzz_fuzz_SOURCES = tests/fuzz/fuzz.c tests/fuzz/readers.c tests/fuzz/readers.h
tests_fuzz_fuzz_CPPFLAGS = $(READERS_CPPFLAGS) -DREADER='"$(FUZZED)"'
tests_fuzz_fuzz_LDADD = $(PLAN_LIBS)
tests_fuzz_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
# Those of mail.
UNIT_TESTS += tests/fuzz/test_mail_corpus
tests_fuzz_test_mail_corpus_SOURCES = tests/fuzz/test_corpus.c tests/fuzz/mail_readers.c tests/fuzz/readers.h
tests_fuzz_test_mail_corpus_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests/fuzz
tests_fuzz_test_mail_corpus_LDADD = intake/libintake.a $(STORE_LIBS) $(CHECK_LIBS)
EXTRA_PROGRAMS += tests/fuzz/fuzz_mail
tests_fuzz_fuzz_mail_SOURCES = tests/fuzz/fuzz.c tests/fuzz/mail_readers.c tests/fuzz/readers.h
tests_fuzz_fuzz_mail_CPPFLAGS = $(tests_fuzz_test_mail_corpus_CPPFLAGS) -DREADER='"$(FUZZED)"'
tests_fuzz_fuzz_mail_LDADD = intake/libintake.a $(STORE_LIBS)
tests_fuzz_fuzz_mail_LDFLAGS = $(tests_fuzz_fuzz_LDFLAGS)
EXTRA_DIST += tests/fixtures/fuzz
UNIT_TESTS += tests/plan/test_halt
tests_plan_test_halt_CPPFLAGS = $(SEE_PLAN) -I$(srcdir)/tests $(CHECK_CFLAGS)
tests_plan_test_halt_LDADD = $(PLAN_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/plan/test_pace
tests_plan_test_pace_CPPFLAGS = $(SEE_PLAN) -I$(srcdir)/tests $(CHECK_CFLAGS)
tests_plan_test_pace_LDADD = $(PLAN_LIBS) $(CHECK_LIBS)
UNIT_TESTS += tests/plan/test_solve_threads
tests_plan_test_solve_threads_SOURCES = tests/plan/test_solve_threads.c tests/grouping_people.c
tests_plan_test_solve_threads_CPPFLAGS = $(SEE_PLAN) -I$(srcdir)/tests $(CHECK_CFLAGS)
tests_plan_test_solve_threads_LDADD = $(PLAN_LIBS) $(CHECK_LIBS)
