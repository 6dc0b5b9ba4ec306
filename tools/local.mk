EXTRA_DIST += tools/pure tools/sql2c.awk tools/tidy tools/tidy.allow tools/with-postgres
