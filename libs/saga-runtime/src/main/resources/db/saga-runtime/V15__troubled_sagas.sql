-- Whether a saga was ever retried, undone, stuck, or touched by an operator. Its history is kept for longer than that of others.
alter table saga add column troubled boolean not null default false;
