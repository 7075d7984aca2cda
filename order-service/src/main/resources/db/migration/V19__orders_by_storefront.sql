-- The list of a storefront's orders, newest first, among those of larger storefronts. Neither column changes when an order
-- ends, so that its update stays on its page.
--
-- While this index is built, no order can be placed. For a table of millions, build it before the deployment, as the owner
-- of the schema: create index concurrently orders_by_storefront on orders (storefront, id). Then there is nothing to do here.
create index if not exists orders_by_storefront on orders (storefront, id);
