package checkout.lab.scenario.bulk;

import checkout.lab.scenario.context.ConcurrentCheckouts;
import checkout.lab.scenario.context.ConcurrentCheckouts.Answer;
import checkout.lab.scenario.context.ConcurrentCheckouts.Post;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Kind;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Checkouts whose card is authorized and then declined when the money is taken. That is past the pivot, so their sagas are stuck
 * until somebody retries them, which succeeds.
 */
final class StuckPurchases {
    static final String STEP = "capture payment";

    private static final String TOKEN = "tok_capture_declined";
    private static final int CONNECTIONS = 16;
    private static final int MOST_BOUGHT_FOR_ONE = 4;
    private static final Polling STILL = new Polling(Duration.ofMinutes(5), Duration.ofMillis(200));

    private final ScenarioContext context;
    private int bought;

    StuckPurchases(ScenarioContext context) {
        this.context = context;
    }

    /** Buys until so many sagas are stuck. On a slow machine some time out before their pivot, and others are bought instead. */
    void make(int count) throws InterruptedException, SQLException {
        for (long missing = count; missing > 0; missing = count - stuck()) {
            if (bought > MOST_BOUGHT_FOR_ONE * count) {
                throw new StackException(
                        "Of %d sagas whose card is declined, %d are stuck.".formatted(bought, stuck()));
            }
            buy((int) missing);
            long open = STILL.until(
                    none -> none == 0,
                    () -> number("s.id is null or s.phase in ('WAITING', 'RETRYING', 'COMPENSATING')"));
            context.log("%d sagas are stuck, and %d have not come so far", stuck(), open);
        }
    }

    private long stuck() throws SQLException {
        return number("s.phase = 'STUCK'");
    }

    private void buy(int count) throws InterruptedException {
        ShopperPurchase purchase = ShopperPurchase.paidWith(Kind.ORDINARY, ShopperPurchase.card(TOKEN));
        List<Post> posts = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String customer = context.acceptedCheckouts().customerPrefix() + "stuck-" + bought++;
            posts.add(new Post(customer, purchase.json(customer)));
        }
        for (Answer answer : new ConcurrentCheckouts(context, CONNECTIONS).send(posts)) {
            if (answer.checkout() == null) {
                throw new StackException(
                        "A checkout was answered with %d: %s".formatted(answer.status(), answer.body()));
            }
            context.acceptedCheckouts().add(answer.checkout(), purchase);
        }
    }

    /** How many checkouts of the run satisfy a condition on their order o and their saga s. */
    long number(String condition, Object... parameters) throws SQLException {
        List<Object> all = new ArrayList<>(
                List.of(context.lowestId(), context.acceptedCheckouts().customerPrefix()));
        all.addAll(List.of(parameters));
        return context.number("""
                select count(*) from orders.orders o left join sagas.saga s on s.id = o.id
                where o.id >= ?::uuid and starts_with(o.customer_id, ?) and (%s)
                """.formatted(condition), all.toArray());
    }
}
