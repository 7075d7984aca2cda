-- Whether an act was a dry run before somebody ran it: then it leaves alone what the dry run said that it would leave alone.
alter table act add column dry_run boolean not null default false;
-- Since when another transaction has kept a saga locked that the act has come to.
alter table act_item add column locked_since timestamptz;
-- The log is kept for ever, and some actions are rare in it.
create index audit_by_action on audit (action, id);
