package checkout.lab.scenario.spike;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ConcurrentCheckouts;
import checkout.lab.scenario.context.ConcurrentCheckouts.Answer;
import checkout.lab.scenario.context.ConcurrentCheckouts.Post;
import checkout.lab.scenario.context.RunOrders;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The same request from many connections at once, all with one idempotency key: one order, and one charge. */
public final class OneKeySpike implements Fault, Expectation {
    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;
    private static final String IN_FLIGHT = "urn:checkout:problem:idempotency-key-in-flight";
    private static final String SKU = "TEA-001";

    private final int connections;
    private final List<String> wrongAnswers = new ArrayList<>();
    private final Map<String, Object> answers = new TreeMap<>();

    public OneKeySpike(int connections) {
        this.connections = connections;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        ConcurrentCheckouts requests = new ConcurrentCheckouts(context, connections);
        for (int round = 0; round < context.times(); round++) {
            String customer = context.acceptedCheckouts().customerPrefix() + round;
            ShopperPurchase purchase = ShopperPurchase.ordinary(SKU);
            Post post = new Post(customer, purchase.json(customer));
            List<Answer> all = requests.send(Collections.nCopies(connections, post));
            wrongAnswers.addAll(wrong(all));
            all.forEach(answer -> answers.merge("answered " + answer.status(), 1, (a, b) -> (int) a + (int) b));
            all.stream()
                    .map(Answer::checkout)
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(id -> context.acceptedCheckouts().add(id, purchase));
        }
        RunOrders.awaitEnds(context);
    }

    /** Each answer must be the one that the others got, or say that the first request is still under way. */
    static List<String> wrong(List<Answer> answers) {
        List<String> found = new ArrayList<>();
        Map<String, Long> accepted = answers.stream()
                .filter(answer -> answer.status() == ACCEPTED)
                .collect(Collectors.groupingBy(Answer::body, Collectors.counting()));
        if (accepted.size() != 1) {
            found.add("%d different answers were given to one key: %s".formatted(accepted.size(), accepted.keySet()));
        }
        answers.stream()
                .filter(answer -> answer.status() != ACCEPTED && !isInFlight(answer))
                .map(answer -> "a request was answered with %d: %s".formatted(answer.status(), answer.body()))
                .forEach(found::add);
        return found;
    }

    /** 409 alone also means that the key was used for another request. */
    private static boolean isInFlight(Answer answer) {
        return answer.status() == CONFLICT && answer.body().contains(IN_FLIGHT);
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException, InterruptedException {
        Map<UUID, String> outcomes = RunOrders.outcomes(context);
        List<String> orders = new ArrayList<>();
        if (outcomes.size() != context.times()) {
            orders.add("%d keys led to %d orders".formatted(context.times(), outcomes.size()));
        }
        List<String> charges = new ArrayList<>();
        for (Map.Entry<UUID, String> order : outcomes.entrySet()) {
            if (!order.getValue().equals("CONFIRMED")) {
                orders.add("%s is %s".formatted(order.getKey(), order.getValue()));
            }
            charges.addAll(wrongCharge(context, order.getKey()));
        }
        return List.of(
                new ExpectationResult("one key gets one answer, or hears that it is in flight", wrongAnswers, answers),
                new ExpectationResult("one key leads to one confirmed order", orders),
                new ExpectationResult("the provider charged and captured each order once", charges));
    }

    private static List<String> wrongCharge(ScenarioContext context, UUID checkout)
            throws SQLException, InterruptedException {
        long total = context.number("select total_minor from orders.orders where id = ?", checkout);
        JsonNode entries = JsonHttpClient.anonymous()
                .get("%s/v1/ledger?checkoutId=%s"
                        .formatted(context.stack().ports().url("provider-simulator"), checkout))
                .bodyIfSuccessful()
                .path("entries");
        JsonNode entry = entries.path(0);
        boolean once = entries.size() == 1
                && entry.path("charges").asInt() == 1
                && entry.path("captured").asLong() == total
                && entry.path("capturable").asLong() == 0;
        return once ? List.of() : List.of("%s costs %d, the provider has %s".formatted(checkout, total, entries));
    }
}
