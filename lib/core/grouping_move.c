#include "grouping_move.h"

static int
compare_moves(const void *left, const void *right)
{
	const struct grouping_move *a = left, *b = right;

	return a->person < b->person ? -1 : a->person > b->person;
}

static bool
is_place(const struct grouping_seating *seating, uint32_t place)
{
	return place == GROUPING_PLACE_OUTSIDE || place == GROUPING_PLACE_LEFT ||
	    grouping_seating_is_table(seating, place);
}

enum status
grouping_move_check(const struct grouping_seating *seating, uint32_t person,
    struct err *err)
{
	if (person >= seating->input->people_count)
		return err_set(err, ERR_INVALID, "change: person %u of %u", person,
		    seating->input->people_count);
	return OK;
}

static enum status
check_move(const struct grouping_seating *seating, const struct grouping_move *move,
    struct err *err)
{
	enum status status = grouping_move_check(seating, move->person, err);

	if (status == OK && !is_place(seating, move->to))
		return err_set(err, ERR_INVALID, "change: table %u of %u", move->to,
		    seating->tables_count);
	if (status == OK && seating->place[move->person] == move->to)
		return err_set(err, ERR_INVALID, "change: person %u is there already",
		    move->person);
	return status;
}

enum status
grouping_move_read(const struct grouping_seating *seating,
    const struct grouping_move *items, uint32_t count, struct grouping_moves *ret_moves,
    struct err *err)
{
	struct grouping_move *sorted = ret_moves->items;

	if (count > GROUPING_MOVES_MAX)
		return err_set(err, ERR_INVALID, "change: %u moves, %d is the most",
		    count, GROUPING_MOVES_MAX);
	for (uint32_t i = 0; i < count; i++) {
		enum status status = check_move(seating, &items[i], err);

		if (status != OK)
			return status;
		sorted[i] = items[i];
	}
	qsort(sorted, count, sizeof(*sorted), compare_moves);
	for (uint32_t i = 1; i < count; i++)
		if (sorted[i].person == sorted[i - 1].person)
			return err_set(err, ERR_INVALID, "change: person %u comes twice",
			    sorted[i].person);
	ret_moves->seating = seating;
	ret_moves->count = count;
	return OK;
}

const struct grouping_move *
grouping_move_of(const struct grouping_moves *moves, uint32_t person)
{
	struct grouping_move key = { .person = person };

	return bsearch(&key, moves->items, moves->count, sizeof(key), compare_moves);
}

uint32_t
grouping_move_place(const struct grouping_moves *moves, uint32_t person)
{
	const struct grouping_move *move = grouping_move_of(moves, person);

	return move != NULL ? move->to : moves->seating->place[person];
}

void
grouping_move_company(const struct grouping_moves *moves, uint32_t table,
    struct grouping_company *ret_company)
{
	const struct grouping_seating *seating = moves->seating;
	const uint32_t *people = grouping_seating_people(seating, table);
	uint32_t count = 0;

	for (uint32_t i = 0; i < seating->tables[table].size; i++)
		if (grouping_move_of(moves, people[i]) == NULL)
			ret_company->people[count++] = people[i];
	for (uint32_t i = 0; i < moves->count; i++)
		if (moves->items[i].to == table)
			ret_company->people[count++] = moves->items[i].person;
	ret_company->count = count;
	ret_company->hosts = 0;
	for (uint32_t i = 0; i < count; i++)
		ret_company->hosts += grouping_seating_leads(seating,
		    ret_company->people[i]);
}
