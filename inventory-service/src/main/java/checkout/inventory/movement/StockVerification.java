package checkout.inventory.movement;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Recomputes the stock from its movements and lists every difference; changes nothing. It reads in portions that are short
 * enough for the service's limits, while stock is being sold.
 */
@Component
class StockVerification {
    private static final int PORTION = 20_000;

    /** More are counted only: whoever has as many has one cause to find. */
    private static final int MAX_DIFFERENCES = 100;

    private final JdbcTemplate jdbc;
    private final int portion;
    private final ReentrantLock running = new ReentrantLock();

    @Autowired
    StockVerification(JdbcTemplate jdbc) {
        this(jdbc, PORTION);
    }

    StockVerification(JdbcTemplate jdbc, int portion) {
        this.jdbc = jdbc;
        this.portion = portion;
    }

    /**
     * Quantities that differ from the sum of the movements.
     *
     * @param movementId the movement after which they differ; null if the sku has none
     * @param problem a sentence that says which quantities these are
     * @param computed the sum of the movements
     */
    record Difference(String sku, @Nullable Long movementId, String problem, StockLevel found, StockLevel computed) {}

    /** @param differences the first of them */
    record Report(boolean verified, long items, long movements, long differenceCount, List<Difference> differences) {}

    /** One at a time: each reads all movements. */
    Report run() {
        running.lock();
        try {
            return new Pass().report();
        } finally {
            running.unlock();
        }
    }

    /** A movement as far as the sums are concerned. */
    private record Entry(String sku, long id, int onHand, int reserved, StockLevel after) {}

    /** The state of one verification. */
    private final class Pass {
        private final List<Difference> differences = new ArrayList<>();
        private long differenceCount;
        private long movements;
        private String sku = "";
        private long id;
        private StockLevel sum = StockLevel.NONE;

        Report report() {
            List<Entry> entries;
            do {
                entries = next();
                entries.forEach(this::add);
            } while (entries.size() == portion);
            long items = compareStock();
            return new Report(differenceCount == 0, items, movements, differenceCount, differences);
        }

        private List<Entry> next() {
            return jdbc.query(
                    """
                    select sku, id, on_hand, reserved, on_hand_after, reserved_after
                    from stock_movement where (sku, id) > (?, ?)
                    order by sku, id
                    limit ?
                    """,
                    (row, number) -> new Entry(
                            row.getString(1),
                            row.getLong(2),
                            row.getInt(3),
                            row.getInt(4),
                            new StockLevel(row.getInt(5), row.getInt(6))),
                    sku,
                    id,
                    portion);
        }

        /** Every movement must lead from the quantities of the one before to its own. */
        private void add(Entry entry) {
            movements++;
            StockLevel before = entry.sku().equals(sku) ? sum : StockLevel.NONE;
            sku = entry.sku();
            id = entry.id();
            sum = before.plus(entry.onHand(), entry.reserved());
            if (!sum.equals(entry.after())) {
                add(new Difference(sku, id, "The movement states other quantities than the sum", entry.after(), sum));
                // what follows is compared with what was stated, so that one error is one difference
                sum = entry.after();
            }
        }

        /** What the last movement of a sku states must be its stock. One statement, so that no sale comes between. */
        private long compareStock() {
            jdbc.query("""
                    select stock.sku, stock.on_hand, stock.reserved, last.id, last.on_hand_after, last.reserved_after
                    from stock
                    left join lateral (
                        select id, on_hand_after, reserved_after from stock_movement
                        where stock_movement.sku = stock.sku order by id desc limit 1
                    ) last on true
                    where (stock.on_hand, stock.reserved)
                          is distinct from (coalesce(last.on_hand_after, 0), coalesce(last.reserved_after, 0))
                    order by stock.sku
                    """, row -> {
                long last = row.getLong(4);
                add(new Difference(
                        row.getString(1),
                        row.wasNull() ? null : last,
                        "The stock has other quantities than the last movement states",
                        new StockLevel(row.getInt(2), row.getInt(3)),
                        new StockLevel(row.getInt(5), row.getInt(6))));
            });
            Long items = jdbc.queryForObject("select count(*) from stock", Long.class);
            return items == null ? 0 : items;
        }

        private void add(Difference difference) {
            differenceCount++;
            if (differences.size() < MAX_DIFFERENCES) {
                differences.add(difference);
            }
        }
    }
}
