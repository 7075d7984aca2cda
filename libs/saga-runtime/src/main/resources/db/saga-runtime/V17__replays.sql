-- A replay of the relay acts on no saga and no letter. It is recorded twice: when it is requested, and with what the relay answered.
alter table audit drop constraint audit_action_check;
alter table audit add constraint audit_action_check
    check (action in ('RETRY', 'COMPENSATE', 'RESOLVE', 'CANCEL', 'REDRIVE', 'DISCARD', 'REPLAY')) not valid;
alter table audit validate constraint audit_action_check;
alter table audit drop constraint audit_outcome_check;
alter table audit add constraint audit_outcome_check
    check (outcome in ('DONE', 'REFUSED', 'REQUESTED', 'UNANSWERED')) not valid;
alter table audit validate constraint audit_outcome_check;
alter table audit drop constraint acts_on_something;
alter table audit add constraint acts_on_something
    check (saga_id is not null or dead_letter_id is not null or action = 'REPLAY') not valid;
alter table audit validate constraint acts_on_something;
