package checkout.saga.engine.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must be true of a saga's list as a whole. */
final class SagaRules {

    private SagaRules() {}

    static <D> void check(String saga, List<StepGroup<D>> positions) {
        if (positions.size() < 2) {
            throw wrong(saga, "has no step; add at least one");
        }
        if (positions.getFirst().pointOfNoReturn()) {
            throw wrong(saga, "cannot have pivot() or mustSucceed() at its start; use undo(..) or nothingToUndo()");
        }
        namesAreUnique(saga, positions);
        positions.forEach(position -> groupIsUniform(saga, position));
        nothingIsUndoneAfterThePointOfNoReturn(saga, positions);
    }

    private static <D> void groupIsUniform(String saga, StepGroup<D> position) {
        for (Step<D> step : position.steps()) {
            if (position.group() && step.pivot()) {
                throw wrong(
                        saga,
                        "has its pivot '" + step.name() + "' in group '" + position.name()
                                + "'; the pivot must be a step of its own");
            }
            if (step.mustSucceed() != position.mustSucceed()) {
                throw wrong(saga, "mixes steps that must succeed with others in group '" + position.name() + "'");
            }
        }
    }

    private static <D> void nothingIsUndoneAfterThePointOfNoReturn(String saga, List<StepGroup<D>> positions) {
        String pointOfNoReturn = null;
        for (StepGroup<D> position : positions) {
            if (pointOfNoReturn != null && position.pivot()) {
                throw wrong(
                        saga,
                        "has its pivot '" + position.name() + "' after '" + pointOfNoReturn
                                + "', past which it is not undone; only one pivot may be there, before every mustSucceed()");
            }
            if (pointOfNoReturn != null && !position.mustSucceed()) {
                throw wrong(
                        saga,
                        "cannot undo '" + position.name() + "', which comes after '" + pointOfNoReturn
                                + "'; use mustSucceed()");
            }
            if (pointOfNoReturn == null && position.pointOfNoReturn()) {
                pointOfNoReturn = position.name();
            }
        }
    }

    private static <D> void namesAreUnique(String saga, List<StepGroup<D>> positions) {
        Set<String> names = new HashSet<>(Set.of(Saga.DEADLINE));
        for (StepGroup<D> position : positions) {
            if (position.group() && !names.add(position.name())) {
                throw wrong(saga, "has the name '" + position.name() + "' twice, or it is a reserved one");
            }
            for (Step<D> step : position.steps()) {
                if (!names.add(step.name())) {
                    throw wrong(saga, "has the name '" + step.name() + "' twice, or it is a reserved one");
                }
            }
        }
    }

    private static IllegalArgumentException wrong(String saga, String what) {
        return new IllegalArgumentException("saga '" + saga + "' " + what);
    }
}
