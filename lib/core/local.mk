noinst_LIBRARIES += lib/core/libcore.a
lib_core_libcore_a_CPPFLAGS = $(SEE_CORE) $(FOLDERS)
lib_core_libcore_a_LIBADD =
lib_core_libcore_a_SOURCES = \
	lib/core/address.c lib/core/address.h \
	lib/core/anneal.c lib/core/anneal.h \
	lib/core/archive_line.c lib/core/archive_line.h \
	lib/core/argument.c lib/core/argument.h \
	lib/core/cadence.c lib/core/cadence.h \
	lib/core/catalogue.c lib/core/catalogue.h \
	lib/core/cell.c lib/core/cell.h \
	lib/core/civil.c lib/core/civil.h \
	lib/core/command.c lib/core/command.h \
	lib/core/command_check.c lib/core/command_check.h \
	lib/core/command_rows.h lib/core/command_table.c \
	lib/core/command_table_daemon.h lib/core/command_table_gathering.h \
	lib/core/command_table_message.h lib/core/command_table_money.h \
	lib/core/command_table_roster.h lib/core/command_table_round.h \
	lib/core/command_table_season.h lib/core/command_table_suppression.h \
	lib/core/cpu.c lib/core/cpu.h \
	lib/core/dice.c lib/core/dice.h \
	lib/core/gf.c lib/core/gf.h \
	lib/core/grouping.c lib/core/grouping.h \
	lib/core/grouping_archive.c lib/core/grouping_archive.h \
	lib/core/grouping_best.c lib/core/grouping_best.h \
	lib/core/grouping_bound.c lib/core/grouping_bound.h \
	lib/core/grouping_bound_pairs.c lib/core/grouping_bound_pairs.h \
	lib/core/grouping_bound_place.c lib/core/grouping_bound_place.h \
	lib/core/grouping_bound_sites.c lib/core/grouping_bound_sites.h \
	lib/core/grouping_bound_spread.c lib/core/grouping_bound_spread.h \
	lib/core/grouping_breach.c lib/core/grouping_breach.h \
	lib/core/grouping_change.c lib/core/grouping_change.h \
	lib/core/grouping_check.c lib/core/grouping_check.h \
	lib/core/grouping_circle.c lib/core/grouping_circle.h \
	lib/core/grouping_cost.c lib/core/grouping_cost.h \
	lib/core/grouping_explain.c lib/core/grouping_explain.h \
	lib/core/grouping_explain_index.h lib/core/grouping_explain_person.c \
	lib/core/grouping_explain_round.c \
	lib/core/grouping_feasible.c lib/core/grouping_feasible.h \
	lib/core/grouping_feasible_seats.c lib/core/grouping_feasible_seats.h \
	lib/core/grouping_desk.c lib/core/grouping_desk.h \
	lib/core/grouping_lanes.c lib/core/grouping_lanes.h \
	lib/core/grouping_lanes_scalar.c \
	lib/core/grouping_near.c lib/core/grouping_near.h \
	lib/core/grouping_once.c lib/core/grouping_once.h \
	lib/core/grouping_step.c lib/core/grouping_step.h \
	lib/core/grouping_fixed.c lib/core/grouping_fixed.h \
	lib/core/grouping_input.c lib/core/grouping_input.h \
	lib/core/grouping_left.c lib/core/grouping_left.h \
	lib/core/grouping_move.c lib/core/grouping_move.h \
	lib/core/grouping_pairs.c lib/core/grouping_pairs.h \
	lib/core/grouping_parts.c lib/core/grouping_parts.h \
	lib/core/grouping_plan.h lib/core/grouping_problem.h \
	lib/core/grouping_pulse.c lib/core/grouping_pulse.h \
	lib/core/grouping_reason.c lib/core/grouping_reason.h \
	lib/core/grouping_relax.c lib/core/grouping_relax.h \
	lib/core/grouping_relax_part.c lib/core/grouping_relax_part.h \
	lib/core/grouping_repair.c lib/core/grouping_repair.h \
	lib/core/grouping_repair_chain.c lib/core/grouping_repair_chain.h \
	lib/core/grouping_repair_merge.c \
	lib/core/grouping_repair_part.c lib/core/grouping_repair_part.h \
	lib/core/grouping_repair_reform.c \
	lib/core/grouping_repair_work.c lib/core/grouping_repair_work.h \
	lib/core/grouping_rescue.c lib/core/grouping_rescue.h \
	lib/core/grouping_search.c lib/core/grouping_search.h \
	lib/core/grouping_seating.c lib/core/grouping_seating.h \
	lib/core/grouping_start.c lib/core/grouping_start.h \
	lib/core/grouping_state.c lib/core/grouping_state.h \
	lib/core/grouping_words.h \
	lib/core/grouping_words_conflict.c lib/core/grouping_words_finding.c \
	lib/core/grouping_words_name.c lib/core/grouping_words_name.h \
	lib/core/grouping_words_person.c lib/core/grouping_words_round.c \
	lib/core/grouping_words_table.c \
	lib/core/grouping_work.c lib/core/grouping_work.h \
	lib/core/grouping_write.c lib/core/grouping_write.h \
	lib/core/help.c lib/core/help.h \
	lib/core/letter.c lib/core/letter.h \
	lib/core/life.c lib/core/life.h \
	lib/core/lookup.c lib/core/lookup.h \
	lib/core/matrix.c lib/core/matrix.h \
	lib/core/matrix_check.c lib/core/matrix_check.h \
	lib/core/matrix_file.c lib/core/matrix_file.h \
	lib/core/matrix_scalar.c \
	lib/core/matrix_scan.c lib/core/matrix_scan.h \
	lib/core/matrix_search.c lib/core/matrix_search.h \
	lib/core/matrix_state.c lib/core/matrix_state.h \
	lib/core/message_kind.c lib/core/message_kind.h \
	lib/core/money.c lib/core/money.h \
	lib/core/pairing.c lib/core/pairing.h lib/core/pairing_check.c \
	lib/core/prompt_choice.c lib/core/prompt_choice.h \
	lib/core/relay_log.c lib/core/relay_log.h \
	lib/core/retry.c lib/core/retry.h \
	lib/core/role.c lib/core/role.h \
	lib/core/roster.c lib/core/roster.h \
	lib/core/roster_managers.c lib/core/roster_managers.h \
	lib/core/rotation.c lib/core/rotation.h lib/core/rotation_check.c \
	lib/core/season_plan.c lib/core/season_plan.h \
	lib/core/season_plan_build.c lib/core/season_plan_build.h \
	lib/core/season_plan_draft.c lib/core/season_plan_draft.h \
	lib/core/season_plan_joint.c lib/core/season_plan_joint.h \
	lib/core/season_plan_note.c lib/core/season_plan_note.h \
	lib/core/season_plan_number.c lib/core/season_plan_number.h \
	lib/core/season_plan_pairs.c lib/core/season_plan_pairs.h \
	lib/core/season_plan_roll.c lib/core/season_plan_roll.h \
	lib/core/season_plan_start.c lib/core/season_plan_start.h \
	lib/core/season_plan_state.c lib/core/season_plan_state.h \
	lib/core/setting.c lib/core/setting.h \
	lib/core/setting_check.c lib/core/setting_check.h \
	lib/core/setting_place.c lib/core/setting_place.h \
	lib/core/setting_show.c lib/core/setting_show.h \
	lib/core/setting_table.c lib/core/setting_table.h \
	lib/core/settings.h \
	lib/core/sheet.c lib/core/sheet.h \
	lib/core/spelling.c lib/core/spelling.h \
	lib/core/tally.c lib/core/tally.h \
	lib/core/template.c lib/core/template.h \
	lib/core/template_node.h lib/core/template_render.c \
	lib/core/template_tag.c lib/core/template_tag.h \
	lib/core/template_value.c lib/core/template_value.h \
	lib/core/unit.c lib/core/unit.h \
	lib/core/inputs.c lib/core/inputs.h \
	lib/core/wording.c lib/core/wording.h

# A path of its own through an inner loop has flags of its own, hence a library of its own,
# whose objects go into libcore.a. Nothing in them runs before cpu_has() said so, and they
# share no function with other objects (static inline only).
EXTRA_DIST += lib/core/matrix_lanes.h lib/core/grouping_lanes_line.h
if HAVE_AVX2
noinst_LIBRARIES += lib/core/libavx2.a
lib_core_libavx2_a_CPPFLAGS = $(lib_core_libcore_a_CPPFLAGS)
lib_core_libavx2_a_CFLAGS = $(AM_CFLAGS) $(AVX2_CFLAGS)
lib_core_libavx2_a_SOURCES = lib/core/matrix_avx2.c lib/core/grouping_lanes_avx2.c
lib_core_libcore_a_LIBADD += $(lib_core_libavx2_a_OBJECTS)
endif
if HAVE_AVX512
noinst_LIBRARIES += lib/core/libavx512.a
lib_core_libavx512_a_CPPFLAGS = $(lib_core_libcore_a_CPPFLAGS)
lib_core_libavx512_a_CFLAGS = $(AM_CFLAGS) $(AVX512_CFLAGS)
lib_core_libavx512_a_SOURCES = lib/core/matrix_avx512.c lib/core/grouping_lanes_avx512.c
lib_core_libcore_a_LIBADD += $(lib_core_libavx512_a_OBJECTS)
endif
if HAVE_NEON
lib_core_libcore_a_SOURCES += lib/core/matrix_neon.c lib/core/grouping_lanes_neon.c
endif
