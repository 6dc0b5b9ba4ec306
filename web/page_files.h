/* page_files.h - the files that pages are made of: a template each, and one style sheet,
 * from a folder that an administrator may replace. */
#ifndef CONVENE_PAGE_FILES_H
#define CONVENE_PAGE_FILES_H

#include "ids.h"
#include "template.h"

enum page_file { PAGE_FILE_ANSWER, PAGE_FILE_LEAVE, PAGE_FILE_ERROR, PAGE_FILE_COUNT };

struct page_files {
	struct arena arena;
	const struct template *templates[PAGE_FILE_COUNT];
	struct text style;
	char style_hash[IDS_SHA256_SIZE]; /* names the style sheet: see page_style.c */
};

#define PAGE_FILES_BYTES_MAX ((size_t)64 * 1024)

/* errors gets one line for each file that is missing or wrong, with its place; then
 * ERR_INVALID, and *ret_files is untouched. */
MUST_CHECK enum status page_files_read(const char *folder, struct page_files **ret_files,
    struct text *errors);
void page_files_free(struct page_files **files); /* also for CLEANUP(); takes NULL */
#endif
