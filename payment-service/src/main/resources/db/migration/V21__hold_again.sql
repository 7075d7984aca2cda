-- How long an authorization is held, as the command said: a hold begins again when a capture is refused. Null in rows that are
-- older than this column until they change; they are held as long as they were when they were inserted.
alter table payment add column hold_for interval;
