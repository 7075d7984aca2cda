package checkout.saga.runtime;

import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Removes from a saga's data what it needs no longer, such as secrets. */
record DataRemoval<D>(List<Rule<D>> rules) {
    /** @param step the step after which the rule holds; null if it holds at the saga's end only */
    record Rule<D>(@Nullable String step, UnaryOperator<D> without) {}

    static <D> DataRemoval<D> nothing() {
        return new DataRemoval<>(List.of());
    }

    DataRemoval<D> after(@Nullable String step, UnaryOperator<D> without) {
        List<Rule<D>> all = new ArrayList<>(rules);
        all.add(new Rule<>(step, without));
        return new DataRemoval<>(List.copyOf(all));
    }

    D apply(SagaState state, D data) {
        D kept = data;
        for (Rule<D> rule : rules) {
            if (state.phase().ended() || isOver(rule.step(), state)) {
                kept = rule.without().apply(kept);
            }
        }
        return kept;
    }

    /** A step that is over sends its command no more; its undo must not need what is forgotten. */
    private static boolean isOver(@Nullable String name, SagaState state) {
        StepState step = name == null ? null : state.step(name);
        if (step == null) {
            return false;
        }
        return switch (step.status()) {
            case SENT, BACKING_OFF, STUCK -> false;
            case DONE, REFUSED, UNDO_SENT, UNDO_BACKING_OFF, UNDO_STUCK, UNDONE -> true;
        };
    }
}
