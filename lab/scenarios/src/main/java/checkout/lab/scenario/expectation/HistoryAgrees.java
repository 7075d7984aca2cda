package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.RunOrders;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.history.History;
import checkout.lab.scenario.history.HistoryCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What storefronts were told is consistent in itself and with the orders. A call without an answer is accepted either way. */
public final class HistoryAgrees implements Expectation {

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        HistoryCheck history = new HistoryCheck(History.read(context.history().file()));
        Map<UUID, String> told = history.ends();
        String customers = context.acceptedCheckouts().customerPrefix();
        return List.of(
                new ExpectationResult("no checkout of the load was refused", history.refused(customers)),
                new ExpectationResult(
                        "whoever was told that there is no order has none",
                        ordersOf(history.keysWithoutOrder(), RunOrders.customers(context)),
                        Map.of(
                                "told that there is none",
                                history.keysWithoutOrder().size())),
                new ExpectationResult("no call of a customer waits for ever", history.neverEnded()),
                new ExpectationResult(
                        "each idempotency key has one checkout", history.keysWithTwoCheckouts(), history.counts()),
                new ExpectationResult("no status went back", history.statusesThatWentBack()),
                new ExpectationResult("an accepted checkout is found at once", history.acceptedAndNotFound()),
                new ExpectationResult("no key was accepted again with another body", history.acceptedWithAnotherBody()),
                new ExpectationResult("no storefront saw or changed a checkout of another", history.openToOthers()),
                new ExpectationResult(
                        "each order has the status that its storefront was told",
                        told.isEmpty()
                                ? List.of(
                                        "no end of a checkout was read; give the load reads in its mix, and more time")
                                : differences(told, RunOrders.outcomes(context)),
                        Map.of("ends that were read", told.size())));
    }

    static List<String> ordersOf(Set<String> keysWithoutOrder, Set<String> customers) {
        return keysWithoutOrder.stream()
                .filter(customers::contains)
                .map(key -> "%s was told that there is no order, and has one".formatted(key))
                .sorted()
                .toList();
    }

    static List<String> differences(Map<UUID, String> told, Map<UUID, String> outcomes) {
        List<String> wrong = new ArrayList<>();
        told.forEach((checkout, state) -> {
            String outcome = outcomes.getOrDefault(checkout, "missing");
            if (!outcome.startsWith(state)) {
                wrong.add("the storefront of %s was told %s, and the order is %s".formatted(checkout, state, outcome));
            }
        });
        return wrong;
    }
}
