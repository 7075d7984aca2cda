package checkout.inventory.reservation;

import checkout.contracts.OrderLine;
import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes what returns brought back into stock, a batch at a time. These rows are only read and written while the
 * reservation of their checkout is locked, so they need no lock of their own.
 */
@Repository
class Restocks {
    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};

    private final JsonMapper json;

    Restocks(JsonMapper json) {
        this.json = json;
    }

    /** The restocks of the given returns that exist, by return id. */
    Supplier<Map<UUID, RestockRecord>> find(Collection<UUID> returns, RoundTrip trip) {
        if (returns.isEmpty()) {
            return Map::of;
        }
        return trip.query("""
                select return_id, checkout_id, lines
                from restock where return_id = any (?::uuid[])
                """, Columns.of(returns).uuid(id -> id), rows -> {
            Map<UUID, RestockRecord> found = new HashMap<>();
            while (rows.next()) {
                UUID id = rows.getObject(1, UUID.class);
                found.put(
                        id,
                        new RestockRecord(id, rows.getObject(2, UUID.class), json.readValue(rows.getString(3), LINES)));
            }
            return found;
        });
    }

    /** What all returns of each given checkout brought back so far, by checkout id. */
    Supplier<Map<UUID, SkuQuantities>> returned(Collection<UUID> checkouts, RoundTrip trip) {
        if (checkouts.isEmpty()) {
            return Map::of;
        }
        return trip.query("""
                select checkout_id, sku, returned
                from returned_stock where checkout_id = any (?::uuid[])
                """, Columns.of(checkouts).uuid(id -> id), rows -> {
            Map<UUID, SkuQuantities> found = new HashMap<>();
            while (rows.next()) {
                SkuQuantities quantity = new SkuQuantities(Map.of(rows.getString(2), rows.getInt(3)));
                found.merge(rows.getObject(1, UUID.class), quantity, SkuQuantities::plus);
            }
            return found;
        });
    }

    /**
     * Inserts restocks of returns for which {@link #find} found none. If a row exists nevertheless, another consumer has
     * just written it; the batch fails, is repeated, and then finds the row.
     */
    void insert(Collection<RestockRecord> restocks, Effects effects) {
        effects.write("""
                insert into restock (return_id, checkout_id, lines)
                select * from unnest(?::uuid[], ?::uuid[], ?::text[])
                """, restocks, rows -> Columns.of(rows)
                .uuid(RestockRecord::returnId)
                .uuid(RestockRecord::checkoutId)
                .text(restock -> json.writeValueAsString(restock.lines())));
    }

    /** The quantity of one sku that came back with one return. */
    record ReturnedSku(UUID checkoutId, String sku, int reserved, int returned) {}

    /** Adds to what came back. The database refuses more than was reserved. */
    void addReturned(Collection<ReturnedSku> returned, Effects effects) {
        effects.write("""
                insert into returned_stock as before (checkout_id, sku, reserved, returned)
                select * from unnest(?::uuid[], ?::text[], ?::int[], ?::int[]) as new (checkout_id, sku)
                order by checkout_id, sku
                on conflict (checkout_id, sku) do update set returned = before.returned + excluded.returned
                """, returned, rows -> Columns.of(rows)
                .uuid(ReturnedSku::checkoutId)
                .text(ReturnedSku::sku)
                .integer(ReturnedSku::reserved)
                .integer(ReturnedSku::returned));
    }
}
