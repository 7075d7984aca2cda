package checkout.saga.engine.scenario;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.StepAction;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What befalls one saga, apart from crashes and duplicates, of which the outcome must not depend.
 *
 * @param behaviours what is not good, by "DO step" or "UNDO step"
 * @param cancelAt milliseconds after the start, or null
 */
record Scenario<D>(
        Saga<D> saga,
        Object startEvent,
        Map<String, Behaviour> behaviours,
        @Nullable Long cancelAt) {

    static <D> Scenario<D> of(Saga<D> saga, Object startEvent) {
        return new Scenario<>(saga, startEvent, Map.of(), null);
    }

    Scenario<D> with(StepAction action, String step, Behaviour behaviour) {
        Map<String, Behaviour> more = new HashMap<>(behaviours);
        more.put(action + " " + step, behaviour);
        return new Scenario<>(saga, startEvent, Map.copyOf(more), cancelAt);
    }

    Scenario<D> cancelledAt(long time) {
        return new Scenario<>(saga, startEvent, behaviours, time);
    }

    Behaviour behaviour(StepAction action, String step) {
        return behaviours.getOrDefault(action + " " + step, Behaviour.GOOD);
    }

    @Override
    public String toString() {
        return saga.name() + " " + behaviours + (cancelAt == null ? "" : " cancelled at " + cancelAt)
                + (saga.deadline() == null ? "" : " deadline " + saga.deadline());
    }
}
