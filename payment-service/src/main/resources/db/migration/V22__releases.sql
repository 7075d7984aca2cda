-- Since when the provider is told to give back what the payment has: it is EXPIRING or VOIDING. Null in rows that are older
-- than this column until they change.
alter table payment add column releasing_since timestamptz;
