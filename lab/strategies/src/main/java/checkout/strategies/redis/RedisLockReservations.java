package checkout.strategies.redis;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.strategies.reservation.ReservationObserver;
import checkout.strategies.reservation.ReservationStrategy;
import checkout.strategies.reservation.ReservationTransaction;
import java.util.List;
import java.util.SortedMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads, checks and writes while it holds the locks of the items in Redis, or believes so. */
public final class RedisLockReservations implements ReservationStrategy {
    private static final int MAX_ATTEMPTS = 10;

    private final StockLocks locks;
    private final LeasedStock stock;
    private final ReservationTransaction transaction;
    private final ReservationObserver observer;

    private RedisLockReservations(
            StockLocks locks, LeasedStock stock, ReservationTransaction transaction, ReservationObserver observer) {
        this.locks = locks;
        this.stock = stock;
        this.transaction = transaction;
        this.observer = observer;
    }

    /** The database refuses writes with a token that is older than the newest. */
    public static RedisLockReservations fenced(
            StockLocks locks, JdbcTemplate jdbc, ReservationTransaction transaction, ReservationObserver observer) {
        return new RedisLockReservations(locks, new FencedStock(jdbc), transaction, observer);
    }

    /** The database takes every write. */
    public static RedisLockReservations unfenced(
            StockLocks locks, JdbcTemplate jdbc, ReservationTransaction transaction, ReservationObserver observer) {
        return new RedisLockReservations(locks, new UnfencedStock(jdbc), transaction, observer);
    }

    @Override
    public List<Shortage> reserve(ReserveStock request) throws InterruptedException {
        SortedMap<String, Integer> quantities = ReservationTransaction.quantities(request);
        for (int attempt = 1; ; attempt++) {
            try (StockLocks.Held held = locks.acquire(quantities.keySet())) {
                return reserve(request, quantities, held.tokenBySku());
            } catch (StaleTokenException stale) {
                observer.fenced();
                if (attempt == MAX_ATTEMPTS) {
                    throw stale;
                }
                observer.retried();
            }
        }
    }

    private List<Shortage> reserve(
            ReserveStock request, SortedMap<String, Integer> quantities, SortedMap<String, Long> tokenBySku)
            throws InterruptedException {
        List<Shortage> shortages = ReservationTransaction.shortages(quantities, stock.read(tokenBySku));
        if (shortages.isEmpty()) {
            observer.checked(quantities);
        }
        transaction.decide(request, wanted -> {
            if (shortages.isEmpty()) {
                stock.take(wanted, tokenBySku);
            }
            return shortages;
        });
        if (shortages.isEmpty()) {
            observer.reserved(quantities);
        }
        return shortages;
    }
}
