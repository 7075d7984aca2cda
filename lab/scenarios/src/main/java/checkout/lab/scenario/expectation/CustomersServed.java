package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.CatalogueAnswers;
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
        List<ExpectationResult> results = new ArrayList<>();
        CatalogueAnswers catalogue = context.catalogueAnswers();
        if (catalogue.reads() > 0) {
            results.add(new ExpectationResult(
                    "at least a tenth of the reads of the catalogue was answered",
                    tooFew(
                            "reads of the catalogue %d were answered",
                            catalogue.reads(),
                            catalogue.reads() - catalogue.failures().size()),
                    Map.of(
                            "reads",
                            catalogue.reads(),
                            "failed",
                            catalogue.failures().size()),
                    true));
        }
        long arrivals = context.acceptedCheckouts().arrivals();
        if (arrivals > 0) {
            results.addAll(orders(context, arrivals));
        }
        return results;
    }

    private List<ExpectationResult> orders(ScenarioContext context, long arrivals) {
        HistoryCheck history = new HistoryCheck(History.read(context.history().file()));
        int accepted = context.acceptedCheckouts().count();
        List<ExpectationResult> results = new ArrayList<>(List.of(
                new ExpectationResult(
                        "at least a tenth of the customers got an order",
                        tooFew("customers %d got an order", arrivals, accepted),
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

    /** @param what who they were and what they got, with a place for how many got it */
    static List<String> tooFew(String what, long all, long served) {
        return served * SHARE >= all ? List.of() : List.of(("of %d " + what).formatted(all, served));
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
