package checkout.saga.engine.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules that a saga's list as a whole must follow. */
final class SagaRules {

    private SagaRules() {}

    static <D> void check(String saga, List<StepGroup<D>> positions) {
        if (positions.size() < 2) {
            throw invalid(saga, "has no step; add at least one");
        }
        if (positions.getFirst().pointOfNoReturn()) {
            throw invalid(saga, "cannot have pivot() or mustSucceed() at its start; use undo(..) or nothingToUndo()");
        }
        namesAreUnique(saga, positions);
        positions.forEach(position -> groupIsUniform(saga, position));
        nothingIsUndoneAfterThePointOfNoReturn(saga, positions);
    }

    private static <D> void groupIsUniform(String saga, StepGroup<D> position) {
        for (Step<D> step : position.steps()) {
            if (position.group() && step.pivot()) {
                throw invalid(
                        saga,
                        "has its pivot '" + step.name() + "' in group '" + position.name()
                                + "'; the pivot must be a step of its own");
            }
            if (step.mustSucceed() != position.mustSucceed()) {
                throw invalid(saga, "mixes steps that must succeed with others in group '" + position.name() + "'");
            }
        }
    }

    private static <D> void nothingIsUndoneAfterThePointOfNoReturn(String saga, List<StepGroup<D>> positions) {
        String pointOfNoReturn = null;
        for (StepGroup<D> position : positions) {
            if (pointOfNoReturn != null && position.pivot()) {
                throw invalid(
                        saga,
                        "has its pivot '" + position.name() + "' after '" + pointOfNoReturn
                                + "'; a saga has at most one pivot, and it comes before every mustSucceed()");
            }
            if (pointOfNoReturn != null && !position.mustSucceed()) {
                throw invalid(
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
        Set<String> names = new HashSet<>(Set.of(Saga.DEADLINE, Saga.RESOLUTION));
        for (StepGroup<D> position : positions) {
            if (position.group() && !names.add(position.name())) {
                throw invalid(saga, "has the name '" + position.name() + "' twice, or uses a reserved name");
            }
            for (Step<D> step : position.steps()) {
                if (!names.add(step.name())) {
                    throw invalid(saga, "has the name '" + step.name() + "' twice, or uses a reserved name");
                }
            }
        }
    }

    private static IllegalArgumentException invalid(String saga, String what) {
        return new IllegalArgumentException("saga '" + saga + "' " + what);
    }
}
