-- One row per return whose items came back; lines is JSON, read and written whole.
create table restock (
    return_id    uuid        primary key,
    checkout_id  uuid        not null references reservation,
    lines        text        not null,
    restocked_at timestamptz not null default now()
);

create index restock_of_checkout on restock (checkout_id);

-- How much of a reservation came back, by sku, over all its returns.
create table returned_stock (
    checkout_id uuid not null references reservation,
    sku         text not null references stock,
    reserved    int  not null check (reserved > 0),
    returned    int  not null check (returned > 0),
    primary key (checkout_id, sku),
    constraint no_more_returned_than_reserved check (returned <= reserved)
);
