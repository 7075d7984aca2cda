package checkout.strategies.reservation;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Decides on one request and stores the decision as inventory-service does, in one transaction. */
public final class ReservationTransaction {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    public ReservationTransaction(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Returns the shortages, empty if everything is reserved.
     *
     * @param take reserves all quantities, or none and returns the shortages
     */
    public List<Shortage> decide(ReserveStock request, Function<SortedMap<String, Integer>, List<Shortage>> take) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Shortage> shortages = take.apply(quantities(request));
            insert(request, shortages);
            return shortages;
        }));
    }

    private void insert(ReserveStock request, List<Shortage> shortages) {
        if (shortages.isEmpty()) {
            jdbc.update(
                    "insert into reservation (checkout_id, status, lines) values (?, 'HELD', ?)",
                    request.checkoutId(),
                    JSON.writeValueAsString(request.lines()));
        } else {
            jdbc.update(
                    "insert into reservation (checkout_id, status, lines, shortages) values (?, 'REFUSED', '[]', ?)",
                    request.checkoutId(),
                    JSON.writeValueAsString(shortages));
        }
    }

    /** The quantities that a request wants, ordered by sku: the order in which everybody locks. */
    public static SortedMap<String, Integer> quantities(ReserveStock request) {
        SortedMap<String, Integer> sums = new TreeMap<>();
        for (OrderLine line : request.lines()) {
            sums.merge(line.sku(), line.quantity(), Math::addExact);
        }
        return sums;
    }

    /** What is missing; a sku that does not exist is not available. */
    public static List<Shortage> shortages(Map<String, Integer> quantities, Map<String, Integer> available) {
        List<Shortage> shortages = new ArrayList<>(0);
        quantities.forEach((sku, quantity) -> {
            int left = available.getOrDefault(sku, 0);
            if (left < quantity) {
                shortages.add(new Shortage(sku, quantity, left));
            }
        });
        return shortages;
    }
}
