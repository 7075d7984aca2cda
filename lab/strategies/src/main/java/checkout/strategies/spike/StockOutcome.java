package checkout.strategies.spike;

import checkout.strategies.database.ScratchDatabase;
import java.util.Map;
import java.util.Objects;

/**
 * What the database holds at the end, over all items of a run.
 *
 * @param sold pieces that are promised to buyers
 * @param oversold promised pieces that do not exist
 * @param undersold pieces that are left although somebody wanted them
 * @param refused requests that are stored as refused
 * @param miscounted pieces by which the stock's count of reserved pieces differs from what is promised
 */
record StockOutcome(long sold, long oversold, long undersold, long refused, long miscounted) {

    /** @param demand by sku */
    static StockOutcome read(ScratchDatabase database, Map<String, Integer> demand) {
        long[] sums = new long[4];
        database.jdbc().query("""
                select stock.sku, on_hand, reserved, coalesce(sum(held.quantity), 0)
                from stock left join (
                    select line ->> 'sku' as sku, (line ->> 'quantity')::int as quantity
                    from reservation, jsonb_array_elements(lines::jsonb) as line
                    where status = 'HELD'
                ) as held using (sku)
                group by stock.sku
                """, row -> {
            int wanted = demand.getOrDefault(row.getString(1), 0);
            long onHand = row.getLong(2);
            long held = row.getLong(4);
            if (wanted > 0) {
                sums[0] += held;
                sums[1] += Math.max(0, held - onHand);
                sums[2] += Math.max(0, Math.min(onHand, wanted) - held);
                sums[3] += Math.abs(row.getLong(3) - held);
            }
        });
        long refused = Objects.requireNonNull(database.jdbc()
                .queryForObject("select count(*) from reservation where status = 'REFUSED'", Long.class));
        return new StockOutcome(sums[0], sums[1], sums[2], refused, sums[3]);
    }
}
