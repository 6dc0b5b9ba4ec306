# Units, users and folders. What the services share stands in one file, hardening.
UNITS_MADE = systemd/convened.service systemd/convened@.service systemd/convene-web.service \
	systemd/convene-intake.service systemd/convene-intake-imap.service
systemdsystemunit_DATA = $(UNITS_MADE)
dist_systemdsystemunit_DATA = systemd/convened.socket systemd/convene-web.socket \
	systemd/convene-intake.timer systemd/convene-intake-imap.timer
sysusersdir = $(prefix)/lib/sysusers.d
dist_sysusers_DATA = systemd/sysusers.d/convene.conf
tmpfilesdir = $(prefix)/lib/tmpfiles.d
tmpfiles_DATA = systemd/tmpfiles.d/convene.conf
EXTRA_DIST += $(UNITS_MADE:=.in) systemd/hardening systemd/tmpfiles.d/convene.conf.in
CLEANFILES += $(UNITS_MADE) $(tmpfiles_DATA)

FILL_IN = $(SED) -e 's|@sbindir[@]|$(sbindir)|' -e 's|@sysconfdir[@]|$(sysconfdir)|' \
	-e '/^@hardening[@]$$/{r $(srcdir)/systemd/hardening' -e 'd;}'
$(UNITS_MADE): $(srcdir)/systemd/hardening
SUFFIXES = .service.in .service .conf.in .conf
.service.in.service:
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(FILL_IN) $< >$@.new && mv $@.new $@
.conf.in.conf:
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(FILL_IN) $< >$@.new && mv $@.new $@
