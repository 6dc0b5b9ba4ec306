# The mails' templates, which an administrator may replace.
mailsdir = $(pkgdatadir)/templates/mail
dist_mails_DATA = \
	etc/templates/after_dinner.md \
	etc/templates/cancellation.md \
	etc/templates/change.md \
	etc/templates/claim_status.md \
	etc/templates/confirmation.md \
	etc/templates/day_before.md \
	etc/templates/declined.md \
	etc/templates/digest.md \
	etc/templates/host_card.md \
	etc/templates/host_request.md \
	etc/templates/invitation.md \
	etc/templates/lapsed.md \
	etc/templates/left.md \
	etc/templates/not_seated.md \
	etc/templates/paused.md \
	etc/templates/reminder.md \
	etc/templates/season_invitation.md \
	etc/templates/seat_offer.md
# Those of the pages, and their one style sheet.
pagesdir = $(pkgdatadir)/templates/pages
dist_pages_DATA = \
	etc/templates/pages/answer.html \
	etc/templates/pages/error.html \
	etc/templates/pages/leave.html \
	etc/templates/pages/style.css
