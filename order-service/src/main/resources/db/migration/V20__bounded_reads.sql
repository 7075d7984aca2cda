-- While these indexes are built, no order can be placed. For tables of millions, build them before the deployment, as the
-- owner of the schema, with "create index concurrently" and the same names. Then there is nothing to do here.

-- The orders of one customer at one storefront, newest first, also if the customer has many orders elsewhere and the
-- storefront many of others.
create index if not exists orders_by_customer_at_storefront on orders (customer_id, storefront, id);
drop index orders_by_customer;

-- The age of a key is counted by the database's clock. The id of its checkout is made by an instance, whose clock may be days
-- behind; its key would be deleted within a minute, and the same request would place a second order.
alter table idempotency_key add column claimed_at timestamptz not null default now();
create index if not exists idempotency_key_by_claim on idempotency_key (claimed_at);
drop index idempotency_key_by_age;

-- Pending deliveries that were attempted, among millions that wait behind a suspended endpoint.
create index if not exists webhook_delivery_attempted on webhook_delivery (endpoint_id, id)
    where status = 'PENDING' and retry_until is not null;
