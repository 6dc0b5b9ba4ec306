EXTRA_DIST += tools/graph tools/mail-catcher tools/make-roster tools/make-roster.awk \
	tools/packages tools/pure tools/sql2c.awk tools/tidy \
	tools/tidy.allow tools/with-postgres
