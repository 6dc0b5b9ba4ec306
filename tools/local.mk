EXTRA_DIST += tools/graph tools/mail-catcher tools/packages tools/pure tools/sql2c.awk tools/tidy \
	tools/tidy.allow tools/with-postgres
