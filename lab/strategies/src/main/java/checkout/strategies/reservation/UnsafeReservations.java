package checkout.strategies.reservation;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.strategies.database.ScratchDatabase;
import java.util.List;
import java.util.SortedMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads, checks and writes without a lock: two buyers who read before either writes both get the last item. It is here to be
 * seen failing, and refuses to start on anything but a scratch database.
 */
public final class UnsafeReservations implements ReservationStrategy {
    private final JdbcTemplate jdbc;
    private final StockRead stock;
    private final ReservationTransaction transaction;
    private final ReservationObserver observer;

    public UnsafeReservations(JdbcTemplate jdbc, ReservationTransaction transaction, ReservationObserver observer) {
        ScratchDatabase.require(jdbc, "The strategy unsafe");
        this.jdbc = jdbc;
        this.stock = new StockRead(jdbc);
        this.transaction = transaction;
        this.observer = observer;
    }

    @Override
    public List<Shortage> reserve(ReserveStock request) throws InterruptedException {
        SortedMap<String, Integer> quantities = ReservationTransaction.quantities(request);
        List<Shortage> shortages = ReservationTransaction.shortages(quantities, stock.available(quantities.keySet()));
        if (shortages.isEmpty()) {
            observer.checked(quantities);
        }
        transaction.decide(request, wanted -> {
            if (shortages.isEmpty()) {
                wanted.forEach(this::write);
            }
            return shortages;
        });
        if (shortages.isEmpty()) {
            observer.reserved(quantities);
        }
        return shortages;
    }

    private void write(String sku, int quantity) {
        jdbc.update("update stock set reserved = reserved + ?, version = version + 1 where sku = ?", quantity, sku);
    }
}
