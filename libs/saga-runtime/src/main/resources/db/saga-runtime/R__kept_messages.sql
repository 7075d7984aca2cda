-- Messages of sagas that are still open, or had trouble, when retention drops the partition that the messages are in. Flyway
-- applies this file again whenever it changes.

-- written is the transaction that wrote the message, as a number that does not wrap around; a timeline is in this order
create table if not exists kept_message (
    parent      text   not null check (parent in ('outbox', 'inbox')),
    id          uuid   not null,
    written     bigint not null,
    type        text   not null,
    saga_id     uuid   not null,
    step        text,
    action      text,
    attempt     int,
    topic       text,
    payload     text,
    traceparent text,
    headers     text,
    primary key (parent, id)
);
-- Of the outbox only: where a saga's messages are in Kafka, and who is told how it ended. Null if an earlier version kept the message.
alter table kept_message add column if not exists message_key text;
create index if not exists kept_message_of_saga on kept_message (saga_id, id);
-- few: a body is kept only of a saga that was open when the partition was dropped
create index if not exists kept_message_with_body on kept_message (saga_id) where payload is not null;

create or replace function keep_messages(parent text, source text, only_ids uuid[]) returns void
    language plpgsql set search_path from current
as $$
declare
    of_outbox constant text := case when parent = 'outbox' then 'm.topic, m.message_key, %1$s, m.traceparent, m.headers'
                                    else 'null, null, %1$s, null, null' end;
    -- the history of a saga that has ended is kept without bodies: they are large, and contain secrets and personal data
    body constant text := $body$case when s.phase in ('COMPLETED', 'COMPENSATED', 'RESOLVED') then null else m.payload end$body$;
begin
    execute format($copy$
        insert into kept_message (parent, id, written, type, saga_id, step, action, attempt, topic, message_key, payload, traceparent, headers)
        select %L, m.id, pg_snapshot_xmax(pg_current_snapshot())::text::bigint - age(m.xmin), m.type, m.saga_id, m.step,
               m.action, m.attempt, %s
        from %I m join saga s on s.id = m.saga_id
        where (s.troubled or s.phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED'))
          and ($1 is null or m.id = any ($1))
        on conflict do nothing
        $copy$, parent, format(of_outbox, body), source) using only_ids;
end
$$;

revoke all on function keep_messages(text, text, uuid[]) from public, ${service};
