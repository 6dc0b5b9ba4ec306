#include "person_index.h"

#include <string.h>

#define UUID_DIGITS 32
#define FIRST_SLOTS 1024 /* a power of two, at most half of them used */

struct person_index_slot {
	uint64_t high, low; /* the uuid */
	uint32_t number;
	bool is_used;
};

static int
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool
uuid_read(const char *uuid, uint64_t *ret_high, uint64_t *ret_low)
{
	uint64_t words[2] = { 0, 0 };
	size_t digits = 0;

	for (; *uuid != '\0'; uuid++) {
		int value = digit_value(*uuid);

		if (*uuid == '-')
			continue;
		if (value < 0 || digits == UUID_DIGITS)
			return false;
		words[digits / 16] = words[digits / 16] << 4 | (uint64_t)value;
		digits++;
	}
	*ret_high = words[0];
	*ret_low = words[1];
	return digits == UUID_DIGITS;
}

/* The slot of that uuid, or the free one where it belongs. */
static struct person_index_slot *
slot_of(const struct person_index *index, uint64_t high, uint64_t low)
{
	uint64_t mixed = (high ^ low * 0x9E3779B97F4A7C15u) * 0xD1B54A32D192ED03u;
	size_t at = (size_t)(mixed >> 20) & (index->slot_count - 1);

	while (index->slots[at].is_used &&
	    (index->slots[at].high != high || index->slots[at].low != low))
		at = (at + 1) & (index->slot_count - 1);
	return &index->slots[at];
}

static void
grow(struct person_index *index)
{
	struct person_index old = *index;

	index->slot_count = old.slot_count > 0 ? old.slot_count * 2 : FIRST_SLOTS;
	index->slots = alloc_zero(index->slot_count, sizeof *index->slots);
	for (size_t i = 0; i < old.slot_count; i++)
		if (old.slots[i].is_used)
			*slot_of(index, old.slots[i].high,
			    old.slots[i].low) = old.slots[i];
	free(old.slots);
}

enum status
person_index_add(struct person_index *index, const char *uuid, uint32_t number,
    struct err *err)
{
	uint64_t high, low;

	if (!uuid_read(uuid, &high, &low))
		return err_set(err, ERR_INVALID, "'%.40s' is not a uuid", uuid);
	if (index->used * 2 >= index->slot_count)
		grow(index);

	struct person_index_slot *slot = slot_of(index, high, low);

	if (!slot->is_used) {
		*slot = (struct person_index_slot){ high, low, number, true };
		index->used++;
	}
	return OK;
}

bool
person_index_find(const struct person_index *index, const char *uuid,
    uint32_t *ret_number)
{
	uint64_t high, low;

	if (index->slot_count == 0 || !uuid_read(uuid, &high, &low))
		return false;

	const struct person_index_slot *slot = slot_of(index, high, low);

	if (slot->is_used)
		*ret_number = slot->number;
	return slot->is_used;
}

void
person_index_done(struct person_index *index)
{
	free(index->slots);
	*index = (struct person_index){ 0 };
}
