package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.history.History;
import checkout.lab.scenario.history.HistoryCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The customers of the load were answered, and not refused. A run in which hardly any of them got an order is void, because
 * nothing can go wrong with orders that do not exist.
 */
public final class CustomersServed implements Expectation {

    private static final int SHARE = 10;
    private static final long RETURNS_THAT_TELL = 20;

    private final boolean historyIsChecked;

    /** @param historyIsChecked whether {@link HistoryAgrees} finds calls that were refused or never answered */
    public CustomersServed(boolean historyIsChecked) {
        this.historyIsChecked = historyIsChecked;
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        long arrivals = context.acceptedCheckouts().arrivals();
        if (arrivals == 0) {
            return List.of();
        }
        HistoryCheck history = new HistoryCheck(History.read(context.history().file()));
        int accepted = context.acceptedCheckouts().count();
        List<ExpectationResult> results = new ArrayList<>(List.of(
                new ExpectationResult(
                        "at least a tenth of the customers got an order",
                        tooFew(arrivals, accepted),
                        Map.of("customers", arrivals, "accepted", accepted),
                        true),
                new ExpectationResult("returns were accepted", noReturns(history.counts()), Map.of(), true)));
        if (!historyIsChecked) {
            results.add(new ExpectationResult(
                    "no checkout of the load was refused",
                    history.refused(context.acceptedCheckouts().customerPrefix())));
            results.add(new ExpectationResult("no call of a customer waits for ever", history.neverEnded()));
        }
        return results;
    }

    static List<String> tooFew(long arrivals, int accepted) {
        return accepted * (long) SHARE >= arrivals
                ? List.of()
                : List.of("of %d customers %d got an order".formatted(arrivals, accepted));
    }

    /** @param counts how many calls of each kind ended in each way */
    static List<String> noReturns(Map<String, Object> counts) {
        long requested = counts.entrySet().stream()
                .filter(each -> each.getKey().startsWith("return: "))
                .mapToLong(each -> ((Number) each.getValue()).longValue())
                .sum();
        return requested < RETURNS_THAT_TELL || counts.containsKey("return: OK")
                ? List.of()
                : List.of("of %d requests for a return none was accepted".formatted(requested));
    }
}
