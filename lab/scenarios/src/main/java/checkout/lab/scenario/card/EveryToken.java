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
import checkout.lab.time.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Checkouts with every test token, and from wallets. Each must end as its token says, and every ledger must have the same. */
public final class EveryToken implements Fault, Expectation {
    private static final int CONNECTIONS = 16;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final Polling STUCK = new Polling(Duration.ofMinutes(1), POLL_INTERVAL);
    private static final List<String> COLUMNS = List.of(
            "paid with", "checkouts", "ended", "payment declined", "charged", "captured there", "paid here", "entries");

    private final Map<UUID, PaymentCase> cases = new HashMap<>();
    private final List<String> notAccepted = new ArrayList<>();
    private final List<String> notStuck = new ArrayList<>();

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        List<PaymentCase> wanted = new ArrayList<>();
        for (int n = 0; n < context.times(); n++) {
            wanted.addAll(PaymentCase.ALL);
        }
        List<PaymentCase> shuffled = context.random("tokens").shuffled(wanted);
        List<Post> posts = new ArrayList<>();
        for (PaymentCase each : shuffled) {
            String customer = context.acceptedCheckouts().customerPrefix() + posts.size();
            posts.add(new Post(
                    customer,
                    ShopperPurchase.paidWith(Kind.ORDINARY, each.payment()).json(customer)));
        }
        context.log("%d checkouts, %d of each of %d kinds", posts.size(), context.times(), PaymentCase.ALL.size());
        List<Answer> answers = new ConcurrentCheckouts(context, CONNECTIONS).send(posts);
        for (int n = 0; n < answers.size(); n++) {
            Answer answer = answers.get(n);
            if (answer.checkout() == null) {
                notAccepted.add("%s was answered with %d: %s"
                        .formatted(shuffled.get(n).name(), answer.status(), answer.body()));
            } else {
                cases.put(answer.checkout(), shuffled.get(n));
            }
        }
        actOnStuck(context);
        RunOrders.awaitEnds(context);
    }

    /** The money of some tokens cannot be taken at once when the order is confirmed; only an operator can go on then. */
    private void actOnStuck(ScenarioContext context) throws InterruptedException, SQLException {
        StuckCheckouts stuck = new StuckCheckouts(context);
        Map<UUID, PaymentCase> expected = new HashMap<>(cases);
        expected.values().removeIf(each -> each.operator() == PaymentCase.Operator.NOTHING);
        STUCK.until(all -> all, () -> {
            for (UUID checkout : stuck.find()) {
                PaymentCase paidWith = expected.remove(checkout);
                if (paidWith != null) {
                    act(stuck, checkout, paidWith.operator());
                }
            }
            return expected.isEmpty();
        });
        expected.forEach((checkout, paidWith) -> notStuck.add(
                "%s of %s is not stuck, so nobody is told that it is not paid".formatted(checkout, paidWith.name())));
    }

    private static void act(StuckCheckouts stuck, UUID checkout, PaymentCase.Operator operator)
            throws InterruptedException {
        switch (operator) {
            case RETRIES -> stuck.retry(checkout);
            case RESOLVES -> stuck.resolve(checkout);
            case NOTHING -> throw new IllegalStateException(checkout + " needs no operator");
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException, InterruptedException {
        ThreeLedgers ledgers = ThreeLedgers.of(context);
        Map<PaymentCase, List<PaidCheckout>> byCase = new HashMap<>();
        List<String> wrongEnds = new ArrayList<>(notStuck);
        for (PaidCheckout checkout : ledgers.checkouts()) {
            PaymentCase paidWith = cases.get(checkout.id());
            if (paidWith == null) {
                wrongEnds.add("%s is %s, and was never accepted".formatted(checkout.id(), checkout.outcome()));
                continue;
            }
            byCase.computeIfAbsent(paidWith, name -> new ArrayList<>()).add(checkout);
            if (!endedRightly(paidWith, checkout)) {
                wrongEnds.add("%s, paid with %s, is %s (%s); it must be one of %s (%s)"
                        .formatted(
                                checkout.id(),
                                paidWith.name(),
                                checkout.outcome(),
                                checkout.detail(),
                                paidWith.outcomes(),
                                paidWith.detail()));
            }
        }
        if (ledgers.checkouts().size() != cases.size()) {
            wrongEnds.add("%d checkouts were accepted, and there are %d orders"
                    .formatted(cases.size(), ledgers.checkouts().size()));
        }
        return List.of(
                new ExpectationResult("every checkout is accepted", notAccepted),
                new ExpectationResult("each token ends as it must", wrongEnds, Map.of("in minor units", table(byCase))),
                new ExpectationResult(
                        "the provider's ledger, our payments and our entries say the same of each checkout",
                        ledgers.wrong()));
    }

    /** A payment that is voided keeps the reason for which it was declined before, if it was. */
    private static boolean endedRightly(PaymentCase paidWith, PaidCheckout checkout) {
        return paidWith.outcomes().contains(checkout.outcome())
                && (paidWith.detail().isEmpty() || paidWith.detail().equals(checkout.detail()))
                && checkout.byHand() == (paidWith.operator() == PaymentCase.Operator.RESOLVES);
    }

    private static ResultTable table(Map<PaymentCase, List<PaidCheckout>> byCase) {
        List<List<Object>> rows = new ArrayList<>();
        for (PaymentCase each : PaymentCase.ALL) {
            List<PaidCheckout> checkouts = byCase.getOrDefault(each, List.of());
            rows.add(List.of(
                    each.name(),
                    checkouts.size(),
                    texts(checkouts.stream().map(PaidCheckout::outcome).collect(Collectors.toSet())),
                    texts(Set.of(each.detail())),
                    checkouts.stream()
                            .mapToLong(checkout -> checkout.provider().net())
                            .sum(),
                    checkouts.stream()
                            .mapToLong(checkout -> checkout.provider().captured())
                            .sum(),
                    checkouts.stream().mapToLong(PaidCheckout::paid).sum(),
                    checkouts.stream().mapToLong(PaidCheckout::earned).sum()));
        }
        return new ResultTable(COLUMNS, rows);
    }

    private static String texts(Set<String> texts) {
        return texts.stream().sorted().collect(Collectors.joining(" or "));
    }
}
