-- The sagas of the rarer types, newest first, among the millions of checkouts.
create index saga_of_rare_type on saga (name, id) where name <> 'checkout';
