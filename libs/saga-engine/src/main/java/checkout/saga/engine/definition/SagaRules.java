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
        if (positions.get(0).mustSucceed()) {
            throw wrong(saga, "cannot say mustSucceed() of its start; say undo(..) or nothingToUndo()");
        }
        namesAreUnique(saga, positions);
        boolean pastPivot = false;
        for (StepGroup<D> position : positions) {
            for (Step<D> step : position.steps()) {
                if (step.mustSucceed() != position.mustSucceed()) {
                    throw wrong(saga, "mixes steps that must succeed with others in group '" + position.name() + "'");
                }
            }
            if (pastPivot && !position.mustSucceed()) {
                throw wrong(
                        saga, "can never undo '" + position.name() + "', which is past the pivot; say mustSucceed()");
            }
            pastPivot |= position.mustSucceed();
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
