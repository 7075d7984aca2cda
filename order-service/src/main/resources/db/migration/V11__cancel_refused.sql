-- a constant default and constraints that no row of before can break: neither writes nor reads the table
alter table orders
    add column cancel_refused boolean not null default false,
    add constraint what_is_refused_was_requested check (cancel_requested or not cancel_refused) not valid,
    add constraint what_is_refused_is_not_done check (not cancel_refused or reason is distinct from 'CANCELLED') not valid;
