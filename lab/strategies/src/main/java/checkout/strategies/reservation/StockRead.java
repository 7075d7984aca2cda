package checkout.strategies.reservation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is available of some skus. */
public final class StockRead {
    private final JdbcTemplate jdbc;

    public StockRead(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads without a lock: it may have changed when this returns. */
    public Map<String, Integer> available(Collection<String> skus) {
        return read("select sku, on_hand - reserved from stock where sku = any (?)", skus);
    }

    /** Locks the rows until the transaction ends. */
    Map<String, Integer> lock(Collection<String> skus) {
        return read("select sku, on_hand - reserved from stock where sku = any (?) order by sku for update", skus);
    }

    private Map<String, Integer> read(String sql, Collection<String> skus) {
        Map<String, Integer> available = new HashMap<>();
        jdbc.query(
                sql,
                row -> {
                    available.put(row.getString(1), row.getInt(2));
                },
                (Object) skus.toArray(String[]::new));
        return available;
    }
}
