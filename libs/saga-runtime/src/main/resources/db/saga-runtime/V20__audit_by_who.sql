-- What one person did is found without reading what the others did: the log is kept for ever.
create index audit_by_who on audit (who, id);
