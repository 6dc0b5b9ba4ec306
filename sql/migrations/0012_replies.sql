-- What comes back by mail beside answers: bounces, complaints, other wishes, receipts, words.

ALTER TABLE inbound
    ADD COLUMN message_id uuid, -- that it is about
    ADD CONSTRAINT inbound_message FOREIGN KEY (message_id) REFERENCES message,
    DROP CONSTRAINT inbound_kind,
    ADD CONSTRAINT inbound_kind CHECK (kind IN ('reply', 'counter', 'delegate', 'bounce',
        'complaint', 'leave', 'receipt', 'automatic', 'words', 'unreadable'));

-- What was said of messages that did leave for their person's own address.
CREATE TABLE bounce (
    inbound_id     bigint NOT NULL,
    message_id     uuid NOT NULL,
    address_digest digest32 NOT NULL,
    action         text NOT NULL, -- RFC 3464: failed, delayed, delivered, relayed, expanded
    status         text NOT NULL, -- RFC 3463
    words          text NOT NULL,
    received_at    timestamptz NOT NULL,
    CONSTRAINT bounce_key PRIMARY KEY (inbound_id),
    CONSTRAINT bounce_inbound FOREIGN KEY (inbound_id) REFERENCES inbound,
    CONSTRAINT bounce_message FOREIGN KEY (message_id) REFERENCES message
);
CREATE INDEX bounce_by_address ON bounce (address_digest, received_at);
GRANT SELECT ON bounce TO convened;

-- Files that hosts mailed, each once, as they came: nothing here looks into them.
CREATE TABLE receipt_file (
    digest      digest32 NOT NULL, -- SHA-256 of content
    type        text NOT NULL,
    content     bytea NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT receipt_file_key PRIMARY KEY (digest),
    CONSTRAINT receipt_file_type CHECK (type IN ('application/pdf', 'image/jpeg', 'image/png',
        'image/webp', 'image/heic', 'image/tiff')),
    CONSTRAINT receipt_file_size CHECK (octet_length(content) BETWEEN 1 AND 10485760)
);
ALTER TABLE receipt_file ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE TABLE receipt (
    inbound_id   bigint NOT NULL,
    digest       digest32 NOT NULL,
    gathering_id uuid NOT NULL,
    seat_id      uuid NOT NULL, -- of the host
    received_at  timestamptz NOT NULL,
    CONSTRAINT receipt_key PRIMARY KEY (inbound_id, digest),
    CONSTRAINT receipt_inbound FOREIGN KEY (inbound_id) REFERENCES inbound,
    CONSTRAINT receipt_digest FOREIGN KEY (digest) REFERENCES receipt_file,
    CONSTRAINT receipt_gathering FOREIGN KEY (gathering_id) REFERENCES gathering,
    CONSTRAINT receipt_seat FOREIGN KEY (seat_id) REFERENCES seat
);
CREATE INDEX receipt_by_gathering ON receipt (gathering_id);
GRANT SELECT ON receipt, receipt_file TO convened;

-- The row of a mail that is new, else NULL. What it did is known later: inbound_ends().
CREATE FUNCTION inbound_begins(wanted_kind text, content_digest bytea, at timestamptz)
RETURNS bigint
LANGUAGE sql SET search_path = convene, pg_temp AS $$
    INSERT INTO inbound (digest, kind, effect, received_at)
    VALUES (content_digest, wanted_kind, '', at)
        ON CONFLICT (digest) DO NOTHING RETURNING inbound_id
$$;

CREATE FUNCTION inbound_ends(wanted bigint, what text, message uuid, raw text,
    seat uuid DEFAULT NULL) RETURNS text
LANGUAGE sql SET search_path = convene, pg_temp AS $$
    UPDATE inbound i
       SET effect = what, message_id = message, content = raw,
           seat_id = coalesce(seat, (SELECT m.seat_id FROM message m WHERE m.message_id = message))
     WHERE i.inbound_id = wanted RETURNING i.effect
$$;

-- Whether a copy of it may have gone to its person's own address.
CREATE FUNCTION message_left_us(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN EXISTS (SELECT FROM attempt a
                WHERE a.message_id = wanted AND a.phase = 'begun' AND a.sent_to IS NULL);

-- "UUID@domain": the message of that Message-ID.
CREATE FUNCTION message_of_id(wanted text) RETURNS uuid
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN (SELECT m.message_id FROM message m
         WHERE m.message_id = as_uuid(lower(split_part(wanted, '@', 1))));

-- No more mail of these states and kinds to the address.
CREATE FUNCTION address_suppress(address text, why text, proof text, words text) RETURNS void
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
BEGIN
    INSERT INTO suppression (address_digest, reason, evidence)
    VALUES (address_digest(address), why, left(proof, 200))
        ON CONFLICT (address_digest, reason) DO UPDATE
       SET evidence = EXCLUDED.evidence, until_at = NULL, recorded_at = lease_clock();
    UPDATE message m SET state = 'cancelled', outcome = words, ended_at = lease_clock()
     WHERE m.state IN ('held', 'ready') AND lower(m.to_address) = lower(address)
       AND (why = 'bounce' OR m.event_method IS DISTINCT FROM 'CANCEL')
       AND m.person_id IN (SELECT p.person_id FROM person p WHERE lower(p.email) = lower(address));
END $$;

-- A delivery status. Its message is proved by the secret of the address that we sent from,
-- or by the envelope id together with the recipient; a Message-ID alone, which many can read,
-- proves nothing. An address that does not exist gets no more mail at once, one that
-- refuses at the third message in 30 days. The message stays sent, its seat unanswered; one
-- that nobody knew to be sent, was: it is not sent once more.
CREATE FUNCTION intake_bounce(secret text, envelope_id text, returned_id text, recipient text,
    action text, status text, words text, content_digest bytea, raw text, at_s bigint)
RETURNS TABLE (effect text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    at timestamptz := time_checked(at_s);
    this bigint := inbound_begins('bounce', content_digest, at);
    message uuid := token_row(secret, 'bounce', at);
    address text;
    is_failure boolean := lower(action) = 'failed';
    said text;
BEGIN
    IF this IS NULL THEN
        RETURN QUERY SELECT 'seen before'::text;
        RETURN;
    END IF;
    IF message IS NULL THEN
        SELECT m.message_id INTO message FROM message m
         WHERE m.message_id = as_uuid(lower(envelope_id))
           AND lower(m.to_address) = lower(recipient);
    END IF;
    IF message IS NULL OR NOT message_left_us(message) THEN
        message := coalesce(message, message_of_id(returned_id));
        RETURN QUERY SELECT inbound_ends(this,
            CASE WHEN message IS NULL THEN 'unknown' ELSE 'to administrator' END, message, raw);
        RETURN;
    END IF;
    SELECT m.to_address INTO address FROM message m WHERE m.message_id = message;
    INSERT INTO bounce (inbound_id, message_id, address_digest, action, status, words, received_at)
    VALUES (this, message, address_digest(address), lower(action), status, left(words, 500), at);
    UPDATE message m
       SET state = 'sent', sent_at = coalesce(m.sent_at, at), ended_at = lease_clock(),
           outcome = 'the relay had it, as a report says'
     WHERE m.message_id = message AND m.state IN ('uncertain', 'ready')
       AND EXISTS (SELECT FROM attempt a WHERE a.message_id = message AND a.outcome = 'unknown');
    said := CASE
        WHEN NOT is_failure THEN
            CASE WHEN lower(action) IN ('delayed', 'delivered', 'relayed', 'expanded')
                 THEN lower(action) ELSE 'to administrator' END
        WHEN status IN ('5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10')
          OR status LIKE '5.%' AND 3 <= (SELECT count(DISTINCT b.message_id) FROM bounce b
                WHERE b.address_digest = address_digest(address) AND b.action = 'failed'
                  AND b.status LIKE '5.%' AND b.received_at > at - interval '30 days')
            THEN 'suppressed'
        ELSE 'failed' END;
    IF said = 'suppressed' THEN
        PERFORM address_suppress(address, 'bounce', status || ' ' || words,
            'mail to the address comes back');
    END IF;
    RETURN QUERY SELECT inbound_ends(this, said, message,
        CASE WHEN said IN ('suppressed', 'failed', 'to administrator') THEN raw END);
END $$;

-- A complaint of a recipient's, by their mail provider. Seats stay, and what still clears a
-- calendar goes; mail of programs ends.
CREATE FUNCTION intake_complaint(secret text, returned_id text, complaint text,
    content_digest bytea, raw text, at_s bigint)
RETURNS TABLE (effect text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    at timestamptz := time_checked(at_s);
    this bigint := inbound_begins('complaint', content_digest, at);
    message uuid := token_row(secret, 'bounce', at);
    said text := 'to administrator';
BEGIN
    IF this IS NULL THEN
        RETURN QUERY SELECT 'seen before'::text;
        RETURN;
    END IF;
    IF message IS NULL THEN
        message := message_of_id(returned_id);
        said := CASE WHEN message IS NULL THEN 'unknown' ELSE said END;
    ELSIF lower(complaint) IN ('abuse', 'opt-out') AND message_left_us(message) THEN
        said := 'suppressed';
        PERFORM address_suppress(m.to_address, 'complaint', complaint,
            'the recipient complained of our mail') FROM message m WHERE m.message_id = message;
    END IF;
    RETURN QUERY SELECT inbound_ends(this, said, message, raw);
END $$;

-- Another time or another person, proposed by a calendar program: nobody but a human decides.
CREATE FUNCTION intake_wish(wish text, uid text, sender text, content_digest bytea, raw text,
    at_s bigint)
RETURNS TABLE (effect text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    this bigint := inbound_begins(wish, content_digest, time_checked(at_s));
    named uuid;
    address text;
BEGIN
    IF this IS NULL THEN
        RETURN QUERY SELECT 'seen before'::text;
        RETURN;
    END IF;
    SELECT s.seat_id, p.email INTO named, address FROM seat s JOIN person p USING (person_id)
     WHERE s.event_uid = split_part(uid, '@', 1) ORDER BY s.turn DESC LIMIT 1;
    RETURN QUERY SELECT inbound_ends(this,
        CASE WHEN named IS NULL THEN 'unknown'
             WHEN lower(sender) IS DISTINCT FROM lower(address) THEN 'stranger'
             ELSE 'to administrator' END, NULL, raw, named);
END $$;

-- To leave+TOKEN: as the page's button, and as harmless when it comes twice.
CREATE FUNCTION intake_leave(secret text, content_digest bytea, raw text, at_s bigint)
RETURNS TABLE (effect text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    at timestamptz := time_checked(at_s);
    this bigint := inbound_begins('leave', content_digest, at);
    named uuid := token_row(secret, 'leave', at);
BEGIN
    IF this IS NULL THEN
        RETURN QUERY SELECT 'seen before'::text;
        RETURN;
    END IF;
    IF named IS NOT NULL THEN
        PERFORM person_leave(named, 'mail', at, 'mail');
    END IF;
    RETURN QUERY SELECT inbound_ends(this,
        CASE WHEN named IS NULL THEN 'unknown' ELSE 'left' END, NULL,
        CASE WHEN named IS NULL THEN raw END);
END $$;

-- A host's answer with pictures or documents: they wait for the claim of the table. From
-- others, and when there is more in the mail than these, a human looks.
CREATE FUNCTION intake_receipt(secret text, is_whole boolean, types text[], files text[],
    content_digest bytea, raw text, at_s bigint)
RETURNS TABLE (effect text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    at timestamptz := time_checked(at_s);
    this bigint := inbound_begins('receipt', content_digest, at);
    message uuid := token_row(secret, 'reply', at);
    s seat%ROWTYPE;
BEGIN
    IF this IS NULL THEN
        RETURN QUERY SELECT 'seen before'::text;
        RETURN;
    END IF;
    SELECT x.* INTO s FROM seat x JOIN message m USING (seat_id)
     WHERE m.message_id = message AND x.is_host;
    IF s.seat_id IS NULL THEN
        RETURN QUERY SELECT inbound_ends(this,
            CASE WHEN message IS NULL THEN 'unknown' ELSE 'to administrator' END, message, raw);
        RETURN;
    END IF;
    INSERT INTO receipt_file (digest, type, content)
    SELECT DISTINCT ON (1) sha256(decode(f.file, 'hex')), f.type, decode(f.file, 'hex')
      FROM unnest(types, files) AS f (type, file)
        ON CONFLICT ON CONSTRAINT receipt_file_key DO NOTHING;
    INSERT INTO receipt (inbound_id, digest, gathering_id, seat_id, received_at)
    SELECT DISTINCT this, sha256(decode(f.file, 'hex')), s.gathering_id, s.seat_id, at
      FROM unnest(files) AS f (file);
    RETURN QUERY SELECT inbound_ends(this, 'stored', message,
        CASE WHEN NOT is_whole THEN raw END);
END $$;

-- Words of a person, beside the message that they answer to.
CREATE FUNCTION intake_words(secret text, in_reply_to text, content_digest bytea, raw text,
    at_s bigint)
RETURNS TABLE (effect text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    at timestamptz := time_checked(at_s);
    this bigint := inbound_begins('words', content_digest, at);
BEGIN
    RETURN QUERY SELECT CASE WHEN this IS NULL THEN 'seen before'
        ELSE inbound_ends(this, 'to administrator',
            coalesce(token_row(secret, 'reply', at), message_of_id(in_reply_to)), raw) END;
END $$;

REVOKE EXECUTE ON FUNCTION inbound_begins(text, bytea, timestamptz),
    inbound_ends(bigint, text, uuid, text, uuid), message_left_us(uuid), message_of_id(text),
    address_suppress(text, text, text, text),
    intake_bounce(text, text, text, text, text, text, text, bytea, text, bigint),
    intake_complaint(text, text, text, bytea, text, bigint),
    intake_wish(text, text, text, bytea, text, bigint),
    intake_leave(text, bytea, text, bigint), intake_words(text, text, bytea, text, bigint),
    intake_receipt(text, boolean, text[], text[], bytea, text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    intake_bounce(text, text, text, text, text, text, text, bytea, text, bigint),
    intake_complaint(text, text, text, bytea, text, bigint),
    intake_wish(text, text, text, bytea, text, bigint),
    intake_leave(text, bytea, text, bigint), intake_words(text, text, bytea, text, bigint),
    intake_receipt(text, boolean, text[], text[], bytea, text, bigint) TO "convene-intake";
