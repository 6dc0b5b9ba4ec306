dist_man_MANS += man/convene-roster.5
