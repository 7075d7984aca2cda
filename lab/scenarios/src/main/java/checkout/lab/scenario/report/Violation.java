package checkout.lab.scenario.report;

import checkout.lab.scenario.history.HistoryEvent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first counter-example of a run, with everything that is known of its checkout.
 *
 * @param expectation the first that is broken
 * @param checkout null if the counter-example names none
 * @param saga what the orchestrator says of it, as JSON; a sentence if it cannot be asked
 * @param timeline its messages and the acts on it
 * @param calls what its storefront and operators called
 */
public record Violation(
        String expectation,
        String counterExample,
        @Nullable UUID checkout,
        String saga,
        List<Moment> timeline,
        List<HistoryEvent> calls) {

    /** A line of the saga's timeline. */
    public record Moment(String at, String kind, String what, String detail) {}
}
