package checkout.strategies.reservation;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.Reply.OutOfStock.Shortage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the version with the stock, writes only if the version is still the same, and otherwise begins again after a random
 * pause.
 */
public final class OptimisticReservations implements ReservationStrategy {
    private static final int MAX_ATTEMPTS = 50;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(4);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private final JdbcTemplate jdbc;
    private final ReservationTransaction transaction;
    private final ReservationObserver observer;

    public OptimisticReservations(JdbcTemplate jdbc, ReservationTransaction transaction, ReservationObserver observer) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.observer = observer;
    }

    @Override
    public List<Shortage> reserve(ReserveStock request) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.decide(request, this::take);
            } catch (OptimisticLockingFailureException conflict) {
                if (attempt == MAX_ATTEMPTS) {
                    throw conflict;
                }
                observer.retried();
                pause(attempt);
            }
        }
    }

    /** The version that was read, and what was available of it. */
    private record Read(long version, int available) {}

    private List<Shortage> take(SortedMap<String, Integer> quantities) {
        Map<String, Read> read = read(quantities);
        Map<String, Integer> available = new HashMap<>();
        read.forEach((sku, row) -> available.put(sku, row.available()));
        List<Shortage> shortages = ReservationTransaction.shortages(quantities, available);
        if (shortages.isEmpty()) {
            quantities.forEach((sku, quantity) -> write(sku, quantity, read));
        }
        return shortages;
    }

    private Map<String, Read> read(SortedMap<String, Integer> quantities) {
        Map<String, Read> read = new HashMap<>();
        jdbc.query(
                "select sku, version, on_hand - reserved from stock where sku = any (?)",
                row -> {
                    read.put(row.getString(1), new Read(row.getLong(2), row.getInt(3)));
                },
                (Object) quantities.keySet().toArray(String[]::new));
        return read;
    }

    private void write(String sku, int quantity, Map<String, Read> read) {
        int changed = jdbc.update(
                """
                update stock set reserved = reserved + ?, version = version + 1
                where sku = ? and version = ?
                """, quantity, sku, read.getOrDefault(sku, new Read(0, 0)).version());
        if (changed == 0) {
            throw new OptimisticLockingFailureException(
                    "The stock of an item changed each time before it could be written (%d attempts)"
                            .formatted(MAX_ATTEMPTS));
        }
    }

    /** Full jitter: those who collided come back at different times. */
    private static void pause(int attempt) throws InterruptedException {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10));
        Thread.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
    }
}
