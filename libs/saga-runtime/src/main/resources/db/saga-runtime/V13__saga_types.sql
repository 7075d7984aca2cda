-- The sagas of one type, newest first, among many more of another.
create index saga_of_type on saga (name, id);
