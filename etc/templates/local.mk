# The mails' templates, which an administrator may replace.
templatesdir = $(pkgdatadir)/templates
dist_templates_DATA = \
	etc/templates/cancellation.md \
	etc/templates/change.md \
	etc/templates/confirmation.md \
	etc/templates/declined.md \
	etc/templates/invitation.md \
	etc/templates/lapsed.md \
	etc/templates/not_seated.md \
	etc/templates/reminder.md
