-- Who may do what. Nothing is open to everybody; web and intake see no table at all.

REVOKE ALL ON ALL TABLES IN SCHEMA convene FROM PUBLIC;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA convene FROM PUBLIC;

GRANT SELECT ON ALL TABLES IN SCHEMA convene TO convened;
GRANT INSERT, UPDATE ON setting, instance, leader, site, person, exclusion, program, season,
    enrolment, wish, prompt, venue, round, gathering, seat, left_out, met, message, attempt, template,
    token, suppression, fund TO convened;
GRANT UPDATE (content) ON inbound TO convened;
GRANT INSERT ON audit, prompt_given, consent, formation TO convened;
GRANT DELETE ON instance TO convened;
GRANT EXECUTE ON FUNCTION
    lease_clock(), derived_id(text[]), setting_value(text, text), schema_version(), short_name(text),
    address_digest(text), letter_content(uuid[]), account_of(integer, text),
    ledger_award(integer, text, bigint, timestamptz, text),
    ledger_reserve(uuid[], integer, bigint, timestamptz, text),
    ledger_release(uuid[], timestamptz, text, text),
    message_queue(text, uuid[], text, timestamptz), message_recall(uuid[], text),
    message_queue_left_out(integer, timestamptz),
    audit_write(timestamptz, text, text, text, jsonb, text), round_name(integer),
    known(anyelement, text), as_uuid(text), round_named(text), round_part(text),
    gathering_named(text), seat_named(text), formation_named(text, text), round_formable(text), round_take(text, uuid, integer),
    round_reseat(integer, integer, uuid[], integer[], integer[], integer[], uuid[], jsonb[], jsonb,
        text, boolean, timestamptz, text, text, text),
    round_pin(text, text, integer, timestamptz, text, text),
    round_unpin(text, text, timestamptz, text, text),
    round_analyze(), round_miss(timestamptz), round_publish(integer, timestamptz, text, text),
    round_cancel(integer, timestamptz, text, text),
    gathering_cancel(uuid, timestamptz, text, text),
    gathering_move(uuid, integer, timestamp, timestamptz, timestamptz, text, text),
    seat_answer(uuid, text, text, timestamptz, text), seat_lapse(timestamptz, integer),
    person_leave(uuid, text, timestamptz, text),
    site_import(text[], text[], double precision[], double precision[], text[]),
    roster_import(text[], text[], text[], text[], text[], text[], text[], text[], text[], date[],
        boolean[], text[], text[], text[], integer, boolean, timestamptz, text,
        text),
    venue_import(text[], text[], double precision[], double precision[], integer[], integer[],
        integer[], boolean[], text[], text[], boolean, timestamptz, text, text),
    prompt_import(text[], text[], text[], text[], text[], boolean, timestamptz, text, text),
    enrolment_import(text, text[], boolean[], text[], text[], boolean[], text[], boolean,
        timestamptz, text, text)
    TO convened;

GRANT EXECUTE ON FUNCTION schema_version(), web_answer_page(text, bigint),
    web_answer(text, text, bigint), web_leave_page(text, bigint), web_leave(text, bigint)
    TO "convene-web";
GRANT EXECUTE ON FUNCTION schema_version(), intake_note(text, text, bytea, text, bigint),
    intake_reply(text, text, text, text, integer, bigint, bytea, text, bigint)
    TO "convene-intake";
GRANT SELECT ON ledger_difference, fund_balance TO convene_report;
