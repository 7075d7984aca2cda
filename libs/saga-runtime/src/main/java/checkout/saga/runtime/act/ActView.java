package checkout.saga.runtime.act;

import checkout.saga.runtime.act.Act.Status;
import checkout.saga.runtime.act.ActItems.Reason;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An act and how far it is, as the API shows it.
 *
 * @param finished how many of its sagas have their final outcome
 * @param reasons the most frequent details of what did not, or would not, succeed; null in lists
 */
record ActView(
        @JsonUnwrapped Act act,
        int notPossible,
        int finished,
        Map<String, Integer> outcomes,
        @Nullable List<Reason> reasons) {

    /** @param counted the outcomes of its sagas now; of an act that has finished, the act itself knows them */
    static ActView of(Act act, Map<String, Integer> counted, @Nullable List<Reason> reasons) {
        boolean planned = act.status() == Status.PLANNED;
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        if (act.outcomes() == null) {
            counted.forEach((outcome, count) -> outcomes.put(ActItems.shown(outcome, planned), count));
        } else {
            act.outcomes()
                    .properties()
                    .forEach(each -> outcomes.put(each.getKey(), each.getValue().asInt()));
        }
        int open = outcomes.getOrDefault("PENDING", 0)
                + outcomes.getOrDefault("REQUESTED", 0)
                + outcomes.getOrDefault("PLANNED", 0);
        return new ActView(act, act.sagas() - act.possible(), act.sagas() - open, outcomes, reasons);
    }
}
