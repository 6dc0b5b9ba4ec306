# One statement a file; lib/store compiles them in.
QUERIES = \
	sql/queries/attempt/turn.sql \
	sql/queries/audit/list.sql \
	sql/queries/database/hello.sql \
	sql/queries/enrolment/import.sql \
	sql/queries/enrolment/list.sql \
	sql/queries/enrolment/seated.sql \
	sql/queries/formation/facts.sql \
	sql/queries/formation/places.sql \
	sql/queries/formation/tables.sql \
	sql/queries/formation/people.sql \
	sql/queries/formation/met.sql \
	sql/queries/formation/keep.sql \
	sql/queries/fund/add.sql \
	sql/queries/fund/list.sql \
	sql/queries/fund/reserve.sql \
	sql/queries/fund/show.sql \
	sql/queries/gathering/cancel.sql \
	sql/queries/gathering/confirm_due.sql \
	sql/queries/gathering/facts.sql \
	sql/queries/gathering/form.sql \
	sql/queries/gathering/hold_due.sql \
	sql/queries/gathering/list.sql \
	sql/queries/gathering/move.sql \
	sql/queries/gathering/show.sql \
	sql/queries/inbound/done.sql \
	sql/queries/inbound/list.sql \
	sql/queries/inbound/show.sql \
	sql/queries/instance/beat.sql \
	sql/queries/intake/bounce.sql \
	sql/queries/intake/complaint.sql \
	sql/queries/intake/leave.sql \
	sql/queries/intake/note.sql \
	sql/queries/intake/receipt.sql \
	sql/queries/intake/reply.sql \
	sql/queries/intake/wish.sql \
	sql/queries/intake/words.sql \
	sql/queries/leader/take.sql \
	sql/queries/left_out/note.sql \
	sql/queries/message/after_dinner_due.sql \
	sql/queries/message/cancel.sql \
	sql/queries/message/claim.sql \
	sql/queries/message/day_before_due.sql \
	sql/queries/message/digest_due.sql \
	sql/queries/message/expire_due.sql \
	sql/queries/message/give_back.sql \
	sql/queries/message/hold.sql \
	sql/queries/message/host_card_due.sql \
	sql/queries/message/invite.sql \
	sql/queries/message/list.sql \
	sql/queries/message/preview.sql \
	sql/queries/message/recall.sql \
	sql/queries/message/release.sql \
	sql/queries/message/release_due.sql \
	sql/queries/message/remind_due.sql \
	sql/queries/message/renew.sql \
	sql/queries/message/resend_due.sql \
	sql/queries/message/retry.sql \
	sql/queries/message/settle.sql \
	sql/queries/message/settle_log.sql \
	sql/queries/message/show.sql \
	sql/queries/message/sweep.sql \
	sql/queries/person/list.sql \
	sql/queries/person/show.sql \
	sql/queries/program/add.sql \
	sql/queries/program/list.sql \
	sql/queries/prompt/give.sql \
	sql/queries/prompt/import.sql \
	sql/queries/prompt/list.sql \
	sql/queries/roster/dry_end.sql \
	sql/queries/roster/import.sql \
	sql/queries/roster/import_sites.sql \
	sql/queries/roster/sites.sql \
	sql/queries/round/analyze.sql \
	sql/queries/round/apart.sql \
	sql/queries/round/cancel.sql \
	sql/queries/round/due.sql \
	sql/queries/round/facts.sql \
	sql/queries/round/find.sql \
	sql/queries/round/formation.sql \
	sql/queries/round/formed.sql \
	sql/queries/round/give_up.sql \
	sql/queries/round/hold_due.sql \
	sql/queries/round/list.sql \
	sql/queries/round/lock.sql \
	sql/queries/round/met.sql \
	sql/queries/round/miss_due.sql \
	sql/queries/round/people.sql \
	sql/queries/round/reseat.sql \
	sql/queries/round/pin.sql \
	sql/queries/round/unpin.sql \
	sql/queries/round/plan.sql \
	sql/queries/round/prompts.sql \
	sql/queries/round/prompts_given.sql \
	sql/queries/round/publish.sql \
	sql/queries/round/publish_due.sql \
	sql/queries/round/show.sql \
	sql/queries/round/sites.sql \
	sql/queries/round/take.sql \
	sql/queries/round/venues.sql \
	sql/queries/round/wishes.sql \
	sql/queries/round/ways.sql \
	sql/queries/season/change.sql \
	sql/queries/season/add.sql \
	sql/queries/season/end.sql \
	sql/queries/season/list.sql \
	sql/queries/season/running.sql \
	sql/queries/season/show.sql \
	sql/queries/season/start.sql \
	sql/queries/seat/answer.sql \
	sql/queries/seat/form.sql \
	sql/queries/seat/lapse_due.sql \
	sql/queries/seat/list.sql \
	sql/queries/seat/show.sql \
	sql/queries/setting/keep.sql \
	sql/queries/setting/mail_mode.sql \
	sql/queries/setting/set_mail_mode.sql \
	sql/queries/status/metrics.sql \
	sql/queries/status/overview.sql \
	sql/queries/suppression/add.sql \
	sql/queries/suppression/lift.sql \
	sql/queries/suppression/list.sql \
	sql/queries/template/keep.sql \
	sql/queries/template/load.sql \
	sql/queries/token/keep.sql \
	sql/queries/venue/import.sql \
	sql/queries/venue/list.sql \
	sql/queries/web/answer.sql \
	sql/queries/web/answer_page.sql \
	sql/queries/web/hello.sql \
	sql/queries/web/leave.sql \
	sql/queries/web/leave_page.sql
EXTRA_DIST += $(QUERIES)

# What convene-db needs beside it: the migrations, in order, and its own statements.
MIGRATIONS = \
	sql/migrations/0001_people.sql \
	sql/migrations/0002_seasons.sql \
	sql/migrations/0003_money.sql \
	sql/migrations/0004_messages.sql \
	sql/migrations/0005_rounds.sql \
	sql/migrations/0006_strangers.sql \
	sql/migrations/0007_imports.sql \
	sql/migrations/0008_grants.sql \
	sql/migrations/0009_proofs.sql \
	sql/migrations/0010_outbox.sql \
	sql/migrations/0011_letters.sql \
	sql/migrations/0012_replies.sql \
	sql/migrations/0013_message_commands.sql \
	sql/migrations/0014_mail_budget.sql
migrationsdir = $(pkgdatadir)/migrations
dist_migrations_DATA = $(MIGRATIONS)
dist_pkgdata_DATA = sql/check.sql sql/check_server.sql sql/database.sql sql/migrate.sql \
	sql/migrate_alone.sql sql/plan.sql sql/roles.sql
sbin_SCRIPTS += convene-db
CLEANFILES += convene-db
EXTRA_DIST += sql/convene-db
dist_man_MANS += man/convene-db.8
convene-db: $(srcdir)/sql/convene-db
	$(AM_V_GEN)$(SED) 's|@pkgdatadir[@]|$(pkgdatadir)|' $(srcdir)/sql/convene-db >$@.new && \
		chmod 755 $@.new && mv $@.new $@
