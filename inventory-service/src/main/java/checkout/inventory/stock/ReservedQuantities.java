package checkout.inventory.stock;

import checkout.inventory.movement.StockLevel;
import checkout.inventory.movement.StockMovements;
import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Locks stock, writes the quantities that a batch changes, and books the movements that they are. */
@Repository
public class ReservedQuantities {
    private final JdbcTemplate jdbc;
    private final StockMovements movements;

    public ReservedQuantities(JdbcTemplate jdbc, StockMovements movements) {
        this.jdbc = jdbc;
        this.movements = movements;
    }

    /** Locks the given skus and returns their quantities. */
    public Supplier<LockedStock> lock(Collection<String> skus, RoundTrip trip) {
        return trip.query("""
                select sku, on_hand, reserved
                from stock where sku = any (?::text[])
                order by sku
                for update
                """, Columns.of(skus).text(sku -> sku), rows -> {
            Map<String, StockLevel> quantities = new HashMap<>();
            while (rows.next()) {
                quantities.put(rows.getString(1), new StockLevel(rows.getInt(2), rows.getInt(3)));
            }
            return new LockedStock(quantities);
        });
    }

    /** Like {@link #lock(Collection, RoundTrip)}, with a round trip of its own. */
    public LockedStock lock(Collection<String> skus) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<LockedStock> stock = lock(skus, trip);
        trip.execute();
        return stock.get();
    }

    /** Those of the given skus that another transaction has locked. Keeps the others locked until the transaction ends. */
    public Set<String> lockedByOthers(Set<String> skus) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Set<String>> locked = trip.query("""
                with wanted as materialized (select unnest(?::text[]) as sku),
                     free as materialized (select sku from stock where sku in (select sku from wanted) for update skip locked)
                select sku from stock join wanted using (sku)
                where not exists (select from free where free.sku = stock.sku)
                """, Columns.of(skus).text(sku -> sku), rows -> {
            Set<String> found = new HashSet<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        });
        trip.execute();
        return locked.get();
    }

    /** Writes the changes, books them, and announces what has run out or is available again. */
    public void save(LockedStock stock, Effects effects) {
        effects.write("""
                update stock set on_hand = stock.on_hand + change.on_hand, reserved = stock.reserved + change.reserved,
                                 version = version + 1
                from unnest(?::text[], ?::int[], ?::int[]) as change (sku, on_hand, reserved)
                where stock.sku = change.sku and (change.on_hand <> 0 or change.reserved <> 0)
                """, stock.changes().entrySet(), changes -> Columns.of(changes)
                .text(Map.Entry::getKey)
                .integer(change -> change.getValue().onHand())
                .integer(change -> change.getValue().reserved()));
        movements.insert(stock.movements(), effects);
        stock.turns().forEach(turn -> effects.announce(turn.sku(), turn));
    }
}
