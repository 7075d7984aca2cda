-- The creation time of the last row that is known to be published, up to which nothing is missing if the slot is lost. noted_at is
-- when the position was saved: with a relay that lagged or an idle database, minutes or days later.
alter table relay.progress add column published_to timestamptz;

-- Rows of a replayed window that retention has dropped before, by schema; null if there were none.
alter table relay.replay add column not_retained text;
