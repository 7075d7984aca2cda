-- The publication whose rows the relay has read: its oid, and the oid of the membership of each outbox table in it, such as
-- {"orders.outbox": 16423}. A publication that was dropped and created again, and a table that was taken out and added again, has another
-- oid: rows that were inserted in between are not in what the slot returns. 0 is the oid of no publication.
alter table relay.progress add column publication_id bigint, add column publication_tables jsonb;
