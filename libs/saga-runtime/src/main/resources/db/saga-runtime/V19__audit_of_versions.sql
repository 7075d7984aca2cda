-- The version of the saga that an action made: a later one was made by somebody else, or by the saga itself.
alter table audit add column saga_moved_at timestamptz;
