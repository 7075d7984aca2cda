package checkout.strategies.spike;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.OrderLine;
import checkout.lab.stack.state.StackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * How many buyers want what.
 *
 * @param connections the number of buyers at a time, and of the database's connections
 * @param items the number of different items; each buyer wants one piece of one of them
 * @param quantity the pieces of each item on hand
 * @param seed determines who wants which item
 */
public record SpikeSettings(int buyers, int connections, int items, int quantity, long seed) {
    /** The most buyers of an item that a run stalls. */
    private static final int MAX_STALLED = 10;

    public SpikeSettings {
        between("--buyers", buyers, 2, 1_000_000);
        between("--connections", connections, 2, 1_000);
        between("--items", items, 1, 1_000);
        between("--quantity", quantity, 1, 1_000_000);
        if (connections <= items) {
            throw new StackException(
                    "--connections is %d and --items is %d; there must be more connections than items, because one buyer of"
                                    .formatted(connections, items)
                            + " each item is stalled while the others go on.");
        }
        if (buyers <= (long) items * quantity) {
            throw new StackException(
                    "%,d buyers do not want more than the %,d pieces on hand, so nothing can be oversold; set --buyers higher, or --quantity or --items lower."
                            .formatted(buyers, (long) items * quantity));
        }
    }

    private static void between(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new StackException("%s is %,d; it must be between %,d and %,d.".formatted(option, value, min, max));
        }
    }

    /** The skus of the items. */
    public List<String> skus() {
        return IntStream.rangeClosed(1, items).mapToObj(SpikeSettings::sku).toList();
    }

    private static String sku(int item) {
        return "ITEM-" + item;
    }

    /** What each buyer wants; the same for the same seed. */
    List<ReserveStock> requests() {
        Random random = new Random(seed);
        List<ReserveStock> requests = new ArrayList<>(buyers);
        for (int i = 0; i < buyers; i++) {
            requests.add(request(new UUID(random.nextLong(), random.nextLong()), sku(1 + random.nextInt(items))));
        }
        return requests;
    }

    static ReserveStock request(UUID checkout, String sku) {
        return new ReserveStock(checkout, List.of(new OrderLine(sku, 1)), null);
    }

    /** How many buyers want each item. */
    Map<String, Integer> demand() {
        Map<String, Integer> demand = new TreeMap<>();
        requests().forEach(request -> request.lines()
                .forEach(line -> demand.merge(line.sku(), line.quantity(), Integer::sum)));
        return demand;
    }

    /** How many buyers of an item a run can stall, if the others are to buy all of it meanwhile. */
    int stalled(int demand) {
        int free = (connections - 1) / items;
        return Math.max(0, Math.min(Math.min(MAX_STALLED, free), demand - quantity));
    }

    public String sentence() {
        return "%,d buyers, %,d at a time, each want one of %d %s; %,d of each are on hand. Seed %d."
                .formatted(buyers, connections, items, items == 1 ? "item" : "items", quantity, seed);
    }
}
