-- The newest row of each schema that is known to be published, such as {"orders": "019a9f00-0000-7000-8000-000000000001"}. No time
-- says that: rows are not committed in the order of their ids, and the clock of a service may be ahead.
alter table relay.progress add column published_ids jsonb;
