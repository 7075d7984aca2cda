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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Carts that share items in every order, paid from a hundred wallets: whoever locked in the order of the cart would
 * deadlock. What can be sold is sold, and nothing else.
 */
public final class CartSpike implements Fault, Expectation {
    private static final String SOLD = "CONFIRMED";
    private static final String REFUSED = "REJECTED OUT_OF_STOCK";
    private static final int WALLETS = 100;

    private final int items;
    private final int connections;
    private final NoDeadlocks deadlocks = new NoDeadlocks();
    private final Map<UUID, Integer> cartsByCheckout = new HashMap<>();
    private final List<String> notAccepted = new ArrayList<>();
    private SpikeCarts carts = new SpikeCarts(List.of(), Map.of());
    private double endedSeconds;

    public CartSpike(int items, int connections) {
        this.items = items;
        this.connections = connections;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        carts = SpikeCarts.random(context.random("carts"), items, context.times());
        deadlocks.mark(context);
        Map<String, Integer> stock = carts.stock().entrySet().stream()
                .collect(Collectors.toMap(item -> SpikeProducts.sku(context, item.getKey()), Map.Entry::getValue));
        List<Post> posts = new ArrayList<>();
        for (int n = 0; n < carts.carts().size(); n++) {
            posts.add(new Post(customer(context, n), json(context, n)));
        }
        try (SpikeProducts products = SpikeProducts.offer(context, stock)) {
            context.log(
                    "%,d carts of three out of %d products, over %d connections",
                    posts.size(), products.count(), connections);
            long began = System.nanoTime();
            List<Answer> answers = new ConcurrentCheckouts(context, connections).send(posts);
            for (int n = 0; n < answers.size(); n++) {
                record(context, n, answers.get(n));
            }
            RunOrders.awaitEnds(context);
            endedSeconds = LastItemSpike.secondsSince(began);
            context.log("all have ended after %.1f s", endedSeconds);
        }
    }

    private void record(ScenarioContext context, int cart, Answer answer) {
        if (answer.checkout() == null) {
            notAccepted.add("a checkout was answered with %d: %s".formatted(answer.status(), answer.body()));
            return;
        }
        cartsByCheckout.put(answer.checkout(), cart);
        String sku = SpikeProducts.sku(context, carts.carts().get(cart).getFirst());
        context.acceptedCheckouts()
                .add(answer.checkout(), new ShopperPurchase(Kind.SCARCE_PRODUCT, sku, wallet(cart), false));
    }

    private static String customer(ScenarioContext context, int n) {
        return context.acceptedCheckouts().customerPrefix() + n;
    }

    private static String wallet(int n) {
        return "{\"method\":\"wallet\",\"accountId\":\"wallet-%03d\"}".formatted(1 + n % WALLETS);
    }

    private String json(ScenarioContext context, int n) {
        String lines = carts.carts().get(n).stream()
                .map(item -> "{\"sku\":\"%s\",\"quantity\":1}".formatted(SpikeProducts.sku(context, item)))
                .collect(Collectors.joining(",", "[", "]"));
        return "{\"customerId\":\"%s\",\"lines\":%s,\"payment\":%s}".formatted(customer(context, n), lines, wallet(n));
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        Map<String, Object> figures = new TreeMap<>();
        List<String> others = new ArrayList<>();
        Set<Integer> confirmed = new HashSet<>();
        RunOrders.outcomes(context).forEach((id, outcome) -> {
            figures.merge(outcome, 1, (a, b) -> (int) a + (int) b);
            switch (outcome) {
                case SOLD -> {
                    Integer cart = cartsByCheckout.get(id);
                    if (cart == null) {
                        others.add("%s is confirmed, and was never accepted".formatted(id));
                    } else {
                        confirmed.add(cart);
                    }
                }
                case REFUSED -> {}
                default -> others.add("%s is %s".formatted(id, outcome));
            }
        });
        figures.put("seconds until all had ended", endedSeconds);
        List<ExpectationResult> results = new ArrayList<>(List.of(
                new ExpectationResult("every checkout is accepted", notAccepted),
                new ExpectationResult("every cart is confirmed or out of stock", others, figures),
                new ExpectationResult("no item is oversold", carts.oversold(confirmed)),
                new ExpectationResult("what could be sold is sold", carts.undersold(confirmed)),
                new ExpectationResult(
                        "what was sold has left the stock, and nothing else", wrongStock(context, confirmed))));
        results.addAll(deadlocks.check(context));
        return results;
    }

    private List<String> wrongStock(ScenarioContext context, Set<Integer> confirmed) throws SQLException {
        Map<String, StockRow> rows = SpikeProducts.stock(context);
        Map<Integer, Integer> sold = carts.itemsOf(confirmed);
        List<String> wrong = new ArrayList<>();
        carts.stock().forEach((item, stock) -> {
            StockRow expected = new StockRow(stock - sold.getOrDefault(item, 0), 0);
            StockRow row = rows.get(SpikeProducts.sku(context, item));
            if (!expected.equals(row)) {
                wrong.add("the stock of item %d is %s; it must be %s".formatted(item, row, expected));
            }
        });
        return wrong;
    }
}
