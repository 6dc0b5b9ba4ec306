-- What letters need beyond 0004.

-- bounce, reply: of the addresses that a message came from and asks answers to; the row is
-- the message.
ALTER TABLE token
    DROP CONSTRAINT token_purpose,
    ADD CONSTRAINT token_purpose CHECK (purpose IN ('answer', 'leave', 'bounce', 'reply'));
