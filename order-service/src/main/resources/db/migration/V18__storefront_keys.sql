-- Storefronts, their limits and their keys.

create table storefront (
    -- what orders, carts and idempotency keys name
    id                text        primary key check (char_length(id) between 1 and 200),
    name              text        not null check (char_length(name) between 1 and 200),
    -- For all instances together; null stands for the settings of the service.
    writes_per_second int         check (writes_per_second between 1 and 1000000),
    write_burst       int         check (write_burst between 1 and 10000000),
    reads_per_second  int         check (reads_per_second between 1 and 1000000),
    read_burst        int         check (read_burst between 1 and 10000000),
    -- For each instance.
    max_in_flight     int         check (max_in_flight between 1 and 100000),
    created_at        timestamptz not null default now()
);

create table storefront_key (
    id           uuid        primary key,
    storefront   text        not null references storefront,
    name         text        not null check (char_length(name) between 1 and 200),
    -- how the key begins, so that a person recognizes it
    prefix       text        not null,
    -- SHA-256 of the key, which is random and was shown once
    hash         bytea       not null unique check (octet_length(hash) = 32),
    created_at   timestamptz not null default now(),
    created_by   text        not null,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    revoked_by   text,
    -- to the minute
    last_used_at timestamptz,
    -- the key that has taken its place; until it expires, both are valid
    replaced_by  uuid        references storefront_key on delete set null,
    constraint a_revocation_has_an_author check ((revoked_at is null) = (revoked_by is null)),
    constraint a_replaced_key_ends check (replaced_by is null or expires_at is not null or revoked_at is not null)
);

create index storefront_key_by_storefront on storefront_key (storefront, id);
create index storefront_key_replaced_by on storefront_key (replaced_by) where replaced_by is not null;

-- Changes with every change of the two tables, in the same transaction: an instance that knows this version knows them.
create table storefront_version (
    one     boolean primary key default true check (one),
    version bigint  not null
);

insert into storefront_version (version) values (1);

create function storefront_changed() returns trigger
    language plpgsql set search_path from current
as $$
begin
    update storefront_version set version = version + 1;
    return null;
end
$$;

create trigger storefront_changed after insert or update or delete on storefront
    for each statement execute function storefront_changed();

-- not when a key is used
create trigger storefront_key_changed after insert or update of expires_at, revoked_at or delete on storefront_key
    for each statement execute function storefront_changed();
