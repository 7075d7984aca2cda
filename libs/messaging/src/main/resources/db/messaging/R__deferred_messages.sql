-- Messages that were received and wait, because another transaction has locked a row that they need. Flyway applies this file
-- again whenever it changes, so every statement must bear repetition. It is no numbered migration, because a service that
-- has run its own migrations takes none with a lower number.

create table if not exists deferred_message (
    id           uuid        primary key,
    position     bigint      generated always as identity,
    subscription text        not null,
    message_key  text        not null,
    topic        text        not null,
    partition    int         not null,
    kafka_offset bigint      not null,
    headers      text        not null,
    payload      text        not null,
    -- a locked row that messages of other keys need too; found and cleared by the job that retries
    waits_for    text,
    deferred_at  timestamptz not null default clock_timestamp()
);

-- an earlier version of this file created it; dropped first, so that the lock on the table is not upgraded later
drop index if exists deferred_message_of_key;
-- a key may be longer than an index entry
create index if not exists deferred_message_of_key_hash on deferred_message (subscription, md5(message_key), position);
create index if not exists deferred_message_in_order on deferred_message (subscription, position);
