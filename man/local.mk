dist_man_MANS += man/convene-roster.5
dist_man_MANS += man/convene.conf.5
dist_man_MANS += man/convenectl.1
dist_man_MANS += man/convene-plan.1
dist_man_MANS += man/convene-web.8
dist_man_MANS += man/convened.8
dist_man_MANS += man/convene-intake.8
