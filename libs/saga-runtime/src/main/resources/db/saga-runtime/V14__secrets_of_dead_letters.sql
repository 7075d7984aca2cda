-- When an open dead letter was looked through for secrets, because it had been open for long.
alter table dead_letter add column secrets_checked_at timestamptz;
create index dead_letter_with_secrets on dead_letter (received_at) where status = 'OPEN' and secrets_checked_at is null;
