-- Products are managed. A withdrawn one is no longer sold; its row stays, because orders of before are priced by it.
-- Constant defaults, so the table is neither rewritten nor read.
alter table product
    add column withdrawn  boolean     not null default false,
    -- the ETag of the product
    add column version    bigint      not null default 1,
    add column changed_at timestamptz not null default now(),
    -- who changed it last through the API
    add column changed_by text;

-- Whoever changes a product changes its version, also in SQL, so that an ETag never belongs to two states.
create function product_changed() returns trigger
    language plpgsql set search_path from current
as $$
begin
    new.version := old.version + 1;
    new.changed_at := now();
    return new;
end
$$;

create trigger product_version before update on product
    for each row execute function product_changed();
