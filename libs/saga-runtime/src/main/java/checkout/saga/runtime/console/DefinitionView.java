package checkout.saga.runtime.console;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepGroup;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a saga as it is drawn.
 *
 * @param deadline how long it may take before the pivot; null for as long as it takes
 * @param positions in their order, the first of which is the start
 */
record DefinitionView(String type, int version, @Nullable Duration deadline, List<Position> positions) {

    /** The steps that run at the same time. */
    record Position(String name, List<StepView> steps) {}

    /**
     * A step.
     *
     * @param undo whether it has something to undo
     * @param pivot whether its answer decides how the saga ends
     * @param forwardOnly whether the saga only goes forward from here on
     */
    record StepView(String name, boolean undo, boolean pivot, boolean forwardOnly, int attempts, Duration timeout) {}

    static DefinitionView of(Saga<?> saga) {
        return new DefinitionView(
                saga.name(),
                saga.version(),
                saga.deadline(),
                saga.positions().stream().map(DefinitionView::position).toList());
    }

    private static Position position(StepGroup<?> group) {
        return new Position(
                group.name(), group.steps().stream().map(DefinitionView::step).toList());
    }

    private static StepView step(Step<?> step) {
        return new StepView(
                step.name(),
                step.undo() != null,
                step.pivot(),
                step.mustSucceed(),
                step.retry().attempts(),
                step.retry().timeout());
    }
}
