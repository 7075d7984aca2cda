package checkout.strategies.reservation;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.Reply.OutOfStock.Shortage;
import java.util.List;
import java.util.SortedMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Locks the rows of an order with {@code select for update} before it checks them. */
public final class PessimisticReservations implements ReservationStrategy {
    private final JdbcTemplate jdbc;
    private final StockRead stock;
    private final ReservationTransaction transaction;

    public PessimisticReservations(JdbcTemplate jdbc, ReservationTransaction transaction) {
        this.jdbc = jdbc;
        this.stock = new StockRead(jdbc);
        this.transaction = transaction;
    }

    @Override
    public List<Shortage> reserve(ReserveStock request) {
        return transaction.decide(request, this::take);
    }

    private List<Shortage> take(SortedMap<String, Integer> quantities) {
        List<Shortage> shortages = ReservationTransaction.shortages(quantities, stock.lock(quantities.keySet()));
        if (shortages.isEmpty()) {
            quantities.forEach((sku, quantity) -> jdbc.update(
                    "update stock set reserved = reserved + ?, version = version + 1 where sku = ?", quantity, sku));
        }
        return shortages;
    }
}
