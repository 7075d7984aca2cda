-- Where each group is in each partition, and what operators decided about its consumers. Flyway applies this file again
-- whenever it changes; it creates only what does not exist.

-- next_offset is written after the effects of all records before it; null means the oldest record that Kafka has
create table if not exists consumer_position (
    consumer_group text        not null,
    topic          text        not null,
    part           int         not null,
    next_offset    bigint,
    moved_at       timestamptz not null default now(),
    primary key (consumer_group, topic, part)
) with (fillfactor = 50);

-- cause is the cause of a halt whose records go to the dead letters; topic and part are a partition with a gap
create table if not exists consumer_decision (
    id             bigint      generated always as identity primary key,
    consumer_group text        not null,
    cause          text,
    topic          text,
    part           int,
    who            text,
    reason         text        not null,
    decided_at     timestamptz not null default now(),
    check ((cause is null) = (topic is not null and part is not null))
);
