# The mails' templates, which an administrator may replace.
mailsdir = $(pkgdatadir)/templates/mail
dist_mails_DATA = \
	etc/templates/cancellation.md \
	etc/templates/change.md \
	etc/templates/confirmation.md \
	etc/templates/declined.md \
	etc/templates/invitation.md \
	etc/templates/lapsed.md \
	etc/templates/not_seated.md \
	etc/templates/reminder.md
# Those of the pages, and their one style sheet.
pagesdir = $(pkgdatadir)/templates/pages
dist_pages_DATA = \
	etc/templates/pages/answer.html \
	etc/templates/pages/error.html \
	etc/templates/pages/leave.html \
	etc/templates/pages/style.css
