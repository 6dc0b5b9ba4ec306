-- The prompts that may be given. A row each.
SELECT p.prompt_id::bigint AS id
  FROM prompt p WHERE p.retired_at IS NULL ORDER BY p.prompt_id
