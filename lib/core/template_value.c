#include "template_value.h"

#include <assert.h>
#include <string.h>

struct template_value *
template_value_new(struct arena *arena)
{
	struct template_value *root = ARENA_NEW(arena, struct template_value, 1);

	root->type = TEMPLATE_VALUE_RECORD;
	return root;
}

static struct template_value *
add_child(struct arena *arena, struct template_value *parent, const char *name,
    enum template_value_type type)
{
	assert(
	    parent->type == TEMPLATE_VALUE_LIST || parent->type == TEMPLATE_VALUE_RECORD);
	assert((name != NULL) == (parent->type == TEMPLATE_VALUE_RECORD));

	struct template_value *child = ARENA_NEW(arena, struct template_value, 1);

	child->type = type;
	child->name = arena_text(arena, name);
	if (parent->last == NULL)
		parent->first = child;
	else
		parent->last->next = child;
	parent->last = child;
	return child;
}

struct template_value *
template_value_text(struct arena *arena, struct template_value *parent, const char *name,
    const char *text)
{
	enum template_value_type type = text == NULL ? TEMPLATE_VALUE_NONE
						     : TEMPLATE_VALUE_TEXT;
	struct template_value *child = add_child(arena, parent, name, type);

	child->text = arena_text(arena, text);
	return child;
}

struct template_value *
template_value_flag(struct arena *arena, struct template_value *parent, const char *name,
    bool flag)
{
	return add_child(arena, parent, name,
	    flag ? TEMPLATE_VALUE_TRUE : TEMPLATE_VALUE_NONE);
}

struct template_value *
template_value_list(struct arena *arena, struct template_value *parent, const char *name)
{
	return add_child(arena, parent, name, TEMPLATE_VALUE_LIST);
}

struct template_value *
template_value_record(struct arena *arena, struct template_value *parent,
    const char *name)
{
	return add_child(arena, parent, name, TEMPLATE_VALUE_RECORD);
}

const struct template_value *
template_value_find(const struct template_value *record, const char *name, size_t length)
{
	if (record->type != TEMPLATE_VALUE_RECORD)
		return NULL;
	for (const struct template_value *at = record->first; at != NULL; at = at->next)
		if (strncmp(at->name, name, length) == 0 && at->name[length] == '\0')
			return at;
	return NULL;
}

bool
template_value_holds(const struct template_value *value)
{
	switch (value->type) {
	case TEMPLATE_VALUE_NONE:
		return false;
	case TEMPLATE_VALUE_TEXT:
		return value->text[0] != '\0';
	case TEMPLATE_VALUE_LIST:
		return value->first != NULL;
	case TEMPLATE_VALUE_TRUE:
	case TEMPLATE_VALUE_RECORD:
		break;
	}
	return true;
}
