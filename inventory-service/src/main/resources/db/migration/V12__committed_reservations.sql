-- A committed reservation is sold: its items have left the stock.
alter table reservation
    drop constraint reservation_status_check,
    add constraint reservation_status_check check (status in ('HELD', 'COMMITTED', 'REFUSED', 'RELEASED')) not valid;
