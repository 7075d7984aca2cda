package checkout.lab.scenario.card;

import checkout.lab.scenario.card.ThreeLedgers.PaidCheckout;
import checkout.lab.scenario.context.ConcurrentCheckouts;
import checkout.lab.scenario.context.ConcurrentCheckouts.Answer;
import checkout.lab.scenario.context.ConcurrentCheckouts.Post;
import checkout.lab.scenario.context.RunOrders;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Kind;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.expectation.ResultTable;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.state.StackException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Many checkouts whose card calls are answered too late, or never, or after payment-service was killed. Whatever the provider
 * has done with them, no card is charged twice, and none is charged for an order that is not confirmed.
 */
public final class UnclearAnswers implements Fault, Expectation {
    private static final int CONNECTIONS = 16;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<String> COLUMNS = List.of(
            "answers",
            "checkouts",
            "confirmed",
            "timed out",
            "given back",
            "charged twice",
            "without order",
            "seconds");

    private final CrashedPayments crashes;
    private final List<Part> parts = new ArrayList<>();
    private int posted;

    /** @param kills how often payment-service is killed while it waits for answers */
    public UnclearAnswers(int kills) {
        this.crashes = new CrashedPayments(kills);
    }

    /** The checkouts of one kind, and how long all of them took to end. */
    private record Part(String answers, Set<UUID> checkouts, double seconds) {}

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        int each = context.times();
        run(context, "too late", () -> post(context, "tok_slow", each));
        run(context, "never", () -> post(context, "tok_timeout", each));
        run(context, "after a crash", () -> crashes.run(context, each, count -> post(context, "tok_ok", count)));
    }

    private interface Posting {
        Set<UUID> post() throws InterruptedException, SQLException;
    }

    private void run(ScenarioContext context, String answers, Posting posting)
            throws InterruptedException, SQLException {
        long began = System.nanoTime();
        Set<UUID> checkouts = posting.post();
        RunOrders.awaitEnds(context);
        double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
        parts.add(new Part(answers, checkouts, seconds));
        context.log("answers %s: %d checkouts have ended after %.1f s", answers, checkouts.size(), seconds);
    }

    private Set<UUID> post(ScenarioContext context, String token, int count) throws InterruptedException {
        ShopperPurchase purchase = ShopperPurchase.paidWith(Kind.ORDINARY, ShopperPurchase.card(token));
        List<Post> posts = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String customer = context.acceptedCheckouts().customerPrefix() + posted++;
            posts.add(new Post(customer, purchase.json(customer)));
        }
        Set<UUID> accepted = new HashSet<>();
        for (Answer answer : new ConcurrentCheckouts(context, CONNECTIONS).send(posts)) {
            if (answer.checkout() == null) {
                throw new StackException(
                        "A checkout was answered with %d: %s".formatted(answer.status(), answer.body()));
            }
            accepted.add(answer.checkout());
            context.acceptedCheckouts().add(answer.checkout(), purchase);
        }
        return accepted;
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException, InterruptedException {
        ThreeLedgers ledgers = ThreeLedgers.of(context);
        List<List<Object>> rows = new ArrayList<>();
        for (Part part : parts) {
            rows.add(row(
                    part,
                    ledgers.checkouts().stream()
                            .filter(checkout -> part.checkouts().contains(checkout.id()))
                            .toList()));
        }
        return List.of(
                new ExpectationResult(
                        "no card is charged twice, or for an order that is not confirmed",
                        ledgers.wrong(),
                        Map.of("by when the provider answered", new ResultTable(COLUMNS, rows))),
                crashes.result());
    }

    private static List<Object> row(Part part, List<PaidCheckout> checkouts) {
        return List.of(
                part.answers(),
                checkouts.size(),
                checkouts.stream().filter(PaidCheckout::isConfirmed).count(),
                checkouts.stream()
                        .filter(checkout -> checkout.outcome().endsWith("TIMED_OUT"))
                        .count(),
                checkouts.stream()
                        .filter(checkout -> checkout.provider().refunded() > 0)
                        .count(),
                checkouts.stream()
                        .filter(checkout -> checkout.provider().times() > 1)
                        .count(),
                checkouts.stream()
                        .filter(checkout ->
                                !checkout.isConfirmed() && checkout.provider().net() != 0)
                        .count(),
                part.seconds());
    }
}
