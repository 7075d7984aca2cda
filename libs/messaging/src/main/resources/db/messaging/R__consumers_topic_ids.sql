-- The id of the topic that a position belongs to. A topic that is deleted and created again has another id. Null for a position
-- that was written by a version that did not know it. Flyway applies this file again whenever it changes.
alter table consumer_position add column if not exists topic_id uuid;
