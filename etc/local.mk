demodir = $(pkgdatadir)/demo
dist_demo_DATA = etc/demo/enrolments.csv etc/demo/roster.csv etc/demo/sites.csv etc/demo/venues.csv
promptsdir = $(pkgdatadir)/prompts
dist_prompts_DATA = etc/prompts/starter.csv
dist_doc_DATA = etc/convene.conf.example etc/nginx.conf.example
