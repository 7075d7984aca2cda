package checkout.saga.testkit.matrix;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.StepAction;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one saga, apart from the injected faults, which must not change its outcome.
 *
 * @param behaviours how participants answer where it is not {@link Behaviour#GOOD}, by "DO step" or "UNDO step"
 * @param cancelAt milliseconds after the start, or null
 */
record SagaScenario<D>(
        Saga<D> saga,
        Object startEvent,
        MatrixOptions options,
        Map<String, Behaviour> behaviours,
        @Nullable Long cancelAt) {

    static <D> SagaScenario<D> of(Saga<D> saga, Object startEvent, MatrixOptions options) {
        return new SagaScenario<>(saga, startEvent, options, Map.of(), null);
    }

    SagaScenario<D> with(StepAction action, String step, Behaviour behaviour) {
        Map<String, Behaviour> more = new HashMap<>(behaviours);
        more.put(action + " " + step, behaviour);
        return new SagaScenario<>(saga, startEvent, options, Map.copyOf(more), cancelAt);
    }

    SagaScenario<D> cancelledAt(long time) {
        return new SagaScenario<>(saga, startEvent, options, behaviours, time);
    }

    SagaScenario<D> under(Saga<D> other) {
        return new SagaScenario<>(other, startEvent, options, behaviours, cancelAt);
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
