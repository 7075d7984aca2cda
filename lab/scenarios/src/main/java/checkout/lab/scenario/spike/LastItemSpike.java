package checkout.lab.scenario.spike;

import checkout.lab.scenario.context.ConcurrentCheckouts;
import checkout.lab.scenario.context.ConcurrentCheckouts.Answer;
import checkout.lab.scenario.context.ConcurrentCheckouts.Post;
import checkout.lab.scenario.context.RunOrders;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Kind;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.spike.SpikeProducts.StockRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Everybody wants the same item, of which there is one. Exactly one customer must get it. */
public final class LastItemSpike implements Fault, Expectation {
    private static final String SOLD = "CONFIRMED";
    private static final String REFUSED = "REJECTED OUT_OF_STOCK";
    private static final String CARD = "{\"method\":\"card\",\"token\":\"tok_ok\"}";

    private final int connections;
    private final List<String> notAccepted = new ArrayList<>();
    private int buyers;
    private double acceptedSeconds;
    private double endedSeconds;

    public LastItemSpike(int connections) {
        this.connections = connections;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        buyers = context.times();
        String sku = SpikeProducts.sku(context, 0);
        ShopperPurchase purchase = new ShopperPurchase(Kind.SCARCE_PRODUCT, sku, CARD, false);
        List<Post> posts = IntStream.range(0, buyers)
                .mapToObj(n -> context.acceptedCheckouts().customerPrefix() + n)
                .map(customer -> new Post(customer, purchase.json(customer)))
                .toList();
        try (SpikeProducts item = SpikeProducts.offer(context, Map.of(sku, 1))) {
            context.log("%,d customers want %d item, over %d connections", buyers, item.count(), connections);
            long began = System.nanoTime();
            for (Answer answer : new ConcurrentCheckouts(context, connections).send(posts)) {
                if (answer.checkout() == null) {
                    notAccepted.add("a checkout was answered with %d: %s".formatted(answer.status(), answer.body()));
                } else {
                    context.acceptedCheckouts().add(answer.checkout(), purchase);
                }
            }
            acceptedSeconds = secondsSince(began);
            RunOrders.awaitEnds(context);
            endedSeconds = secondsSince(began);
            context.log("all have ended after %.1f s, and were accepted after %.1f s", endedSeconds, acceptedSeconds);
        }
    }

    static double secondsSince(long nanos) {
        return Math.round((System.nanoTime() - nanos) / 1e8) / 10.0;
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        Map<String, Long> outcomes = RunOrders.outcomes(context).values().stream()
                .collect(Collectors.groupingBy(outcome -> outcome, TreeMap::new, Collectors.counting()));
        Map<String, Object> figures = new TreeMap<>(outcomes);
        figures.put("seconds until all were accepted", acceptedSeconds);
        figures.put("seconds until all had ended", endedSeconds);
        Map<String, StockRow> stock = SpikeProducts.stock(context);
        return List.of(
                new ExpectationResult("every checkout is accepted", notAccepted),
                new ExpectationResult(
                        "one order is confirmed, and all others are out of stock", wrong(outcomes, buyers), figures),
                new ExpectationResult("nothing is left of the item", left(stock.get(SpikeProducts.sku(context, 0)))));
    }

    static List<String> wrong(Map<String, Long> outcomes, int buyers) {
        Map<String, Long> expected = Map.of(SOLD, 1L, REFUSED, buyers - 1L);
        return outcomes.equals(expected) ? List.of() : List.of("the outcomes are %s".formatted(outcomes));
    }

    private static List<String> left(@Nullable StockRow row) {
        return new StockRow(0, 0).equals(row) ? List.of() : List.of("the stock is %s".formatted(row));
    }
}
