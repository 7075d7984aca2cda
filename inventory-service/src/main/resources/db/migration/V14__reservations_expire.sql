alter table reservation
    -- null if it never expires
    add column expires_at timestamptz,
    drop constraint reservation_status_check,
    add constraint reservation_status_check
        check (status in ('HELD', 'COMMITTED', 'REFUSED', 'RELEASED', 'EXPIRED')) not valid;

-- Reads the table once; nothing is reserved meanwhile.
create index reservation_due on reservation (expires_at, checkout_id) where status = 'HELD' and expires_at is not null;
