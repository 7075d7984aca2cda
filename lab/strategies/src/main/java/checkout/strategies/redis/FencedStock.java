package checkout.strategies.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stock whose rows remember the newest fencing token that they have seen, and refuse older ones.
 *
 * <p>A holder shows its token when it reads, and the row keeps it. If only writes showed their tokens, an old holder could
 * still write between the read and the write of the new one, which would then write on the strength of an old read.
 */
final class FencedStock implements LeasedStock {
    private final JdbcTemplate jdbc;

    FencedStock(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Integer> read(SortedMap<String, Long> tokenBySku) {
        Map<String, Integer> available = new HashMap<>();
        tokenBySku.forEach((sku, token) -> {
            List<Integer> found = jdbc.queryForList("""
                    update stock set fence = ? where sku = ? and fence <= ?
                    returning on_hand - reserved
                    """, Integer.class, token, sku, token);
            if (!found.isEmpty()) {
                available.put(sku, found.getFirst());
            } else if (exists(sku)) {
                throw new StaleTokenException(sku, token);
            }
        });
        return available;
    }

    private boolean exists(String sku) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("select exists (select from stock where sku = ?)", Boolean.class, sku));
    }

    @Override
    public void take(SortedMap<String, Integer> quantities, SortedMap<String, Long> tokenBySku) {
        quantities.forEach((sku, quantity) -> {
            long token = Objects.requireNonNull(tokenBySku.get(sku));
            int changed = jdbc.update("""
                    update stock set reserved = reserved + ?, version = version + 1
                    where sku = ? and fence = ?
                    """, quantity, sku, token);
            if (changed == 0) {
                throw new StaleTokenException(sku, token);
            }
        });
    }
}
