-- How many captures and voids of a payment the provider has refused. A refusal is final for the call that got it, so the
-- next one carries an idempotency key of its own.
alter table payment add column refusals int not null default 0;
