package checkout.strategies.redis;

import checkout.strategies.database.ScratchDatabase;
import checkout.strategies.reservation.StockRead;
import java.util.Map;
import java.util.SortedMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stock that believes whoever says that it holds the lock. It is here to be seen failing, and refuses to start on anything
 * but a scratch database.
 */
final class UnfencedStock implements LeasedStock {
    private final JdbcTemplate jdbc;
    private final StockRead stock;

    UnfencedStock(JdbcTemplate jdbc) {
        ScratchDatabase.require(jdbc, "A lock in Redis without a fence");
        this.jdbc = jdbc;
        this.stock = new StockRead(jdbc);
    }

    @Override
    public Map<String, Integer> read(SortedMap<String, Long> tokenBySku) {
        return stock.available(tokenBySku.keySet());
    }

    @Override
    public void take(SortedMap<String, Integer> quantities, SortedMap<String, Long> tokenBySku) {
        quantities.forEach((sku, quantity) -> jdbc.update(
                "update stock set reserved = reserved + ?, version = version + 1 where sku = ?", quantity, sku));
    }
}
