-- Carts of storefronts, which choose the ids.

-- A version is given out once in the life of the table. So a cart that is deleted and created again under its id never has
-- a version that somebody may still hold of the first one.
create sequence cart_version;

create table cart (
    storefront  text        not null,
    id          text        not null check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    version     bigint      not null default nextval('cart_version'),
    -- a JSON array of SKUs and quantities
    lines       text        not null,
    -- the checkout that was placed with this version; it has the cart unless it is REJECTED
    checkout_id uuid        unique references orders on delete cascade,
    changed_at  timestamptz not null default now(),
    primary key (storefront, id)
);

create index cart_by_change on cart (changed_at);
