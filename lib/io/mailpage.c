#include "mailpage.h"

/* Dark colours can only be said in a style sheet; where it is dropped (Gmail), the mail
 * program darkens the light ones itself. */
#define STYLE                                                                        \
	"@media (prefers-color-scheme:dark){"                                        \
	".c-page{background-color:#0f1616!important}"                                \
	".c-card{background-color:#192222!important}"                                \
	".c-ink{color:#e8eeec!important}"                                            \
	".c-soft{color:#b0bfbc!important}"                                           \
	".c-link{color:#8fdcd2!important}"                                           \
	".c-main{background-color:#7fd1c7!important;border-color:#7fd1c7!important;" \
	"color:#06201d!important}"                                                   \
	".c-other{border-color:#7fd1c7!important;color:#8fdcd2!important}"           \
	".c-quote{border-color:#7fd1c7!important}"                                   \
	".c-rule{border-color:#3a4a48!important}}"                                   \
	"@media (max-width:600px){.c-pad{padding:22px 20px 12px!important}}"

#define FONT "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

static void
add_head(const struct mailpage *page, struct text *out)
{
	text_add(out, "<!DOCTYPE html>\n<html lang=\"");
	text_add_html(out, page->lang);
	text_add(out,
	    "\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<meta name=\"supported-color-schemes\" content=\"light dark\">\n"
	    "<title>");
	text_add_html(out, page->title);
	text_add(out, "</title>\n<style>" STYLE "</style>\n</head>\n");
}

static void
add_preheader(const struct mailpage *page, struct text *out)
{
	if (page->preheader == NULL || page->preheader[0] == '\0')
		return;
	text_add(out,
	    "<div style=\"display:none;max-height:0;overflow:hidden;"
	    "mso-hide:all\">");
	text_add_html(out, page->preheader);
	text_add(out, "</div>\n");
}

void
mailpage_add(const struct mailpage *page, struct text *out)
{
	add_head(page, out);
	text_add(out,
	    "<body class=\"c-page\" style=\"margin:0;padding:0;"
	    "background-color:#eef3f2;" FONT "\">\n");
	add_preheader(page, out);
	text_add(out,
	    "<div class=\"c-page\" style=\"background-color:#eef3f2;"
	    "padding:16px 8px 24px\">\n"
	    "<!--[if mso]><table role=\"presentation\" align=\"center\" "
	    "width=\"580\"><tr><td><![endif]-->\n"
	    "<div style=\"max-width:580px;margin:0 auto\">\n"
	    "<header><p class=\"c-soft\" style=\"margin:0 0 10px;padding:0 4px;"
	    "font-size:14px;line-height:20px;color:#4d5c5b\">");
	text_add_html(out, page->sender);
	text_add(out,
	    "</p></header>\n<main>\n"
	    "<table role=\"presentation\" class=\"c-card\" style=\"width:100%;"
	    "border-collapse:separate;border-spacing:0;border-radius:12px;"
	    "background-color:#ffffff\">"
	    "<tr><td class=\"c-pad\" style=\"padding:32px 36px 20px;" FONT "\">\n");
	text_add_bytes(out, text_string(page->content), page->content->length);
	text_add(out,
	    "</td></tr></table>\n</main>\n</div>\n"
	    "<!--[if mso]></td></tr></table><![endif]-->\n"
	    "</div>\n</body>\n</html>\n");
}
