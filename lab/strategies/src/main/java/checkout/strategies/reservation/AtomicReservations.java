package checkout.strategies.reservation;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.Reply.OutOfStock.Shortage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Checks and writes in one statement: the update of a line changes the row only if enough is left. */
public final class AtomicReservations implements ReservationStrategy {
    private final JdbcTemplate jdbc;
    private final ReservationTransaction transaction;

    public AtomicReservations(JdbcTemplate jdbc, ReservationTransaction transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public List<Shortage> reserve(ReserveStock request) {
        return transaction.decide(request, this::take);
    }

    private List<Shortage> take(SortedMap<String, Integer> quantities) {
        List<Shortage> shortages = new ArrayList<>(0);
        SortedMap<String, Integer> taken = new TreeMap<>();
        quantities.forEach((sku, quantity) -> {
            if (take(sku, quantity)) {
                taken.put(sku, quantity);
            } else {
                shortages.add(new Shortage(sku, quantity, available(sku)));
            }
        });
        if (!shortages.isEmpty()) {
            taken.forEach(this::giveBack);
        }
        return shortages;
    }

    private boolean take(String sku, int quantity) {
        return jdbc.update("""
                update stock set reserved = reserved + ?, version = version + 1
                where sku = ? and on_hand - reserved >= ?
                """, quantity, sku, quantity) == 1;
    }

    /** The row is locked by this transaction since it was taken from. */
    private void giveBack(String sku, int quantity) {
        jdbc.update("update stock set reserved = reserved - ? where sku = ?", quantity, sku);
    }

    private int available(String sku) {
        return jdbc.queryForList("select on_hand - reserved from stock where sku = ?", Integer.class, sku).stream()
                .findFirst()
                .orElse(0);
    }
}
