package checkout.saga.engine.definition;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the options of a step. */
final class StepDraft<D> {

    @Nullable
    BiFunction<D, AbortCause, ?> undo;

    boolean nothingToUndo;
    boolean mustSucceed;
    boolean pivot;
    Duration timeout = RetryPolicy.DEFAULT.timeout();
    int attempts = RetryPolicy.DEFAULT.attempts();
    Duration firstBackoff = RetryPolicy.DEFAULT.firstBackoff();
    Duration maxBackoff = RetryPolicy.DEFAULT.maxBackoff();
    Step.@Nullable OnReply<D> onReply;

    Step<D> build(String name, Function<D, ?> command) {
        int choices = (undo == null ? 0 : 1) + (nothingToUndo ? 1 : 0) + (pivot ? 1 : 0) + (mustSucceed ? 1 : 0);
        if (choices != 1) {
            throw new IllegalArgumentException("step '" + name
                    + "' must have exactly one of undo(..), nothingToUndo(), pivot() and mustSucceed()");
        }
        return new Step<>(
                name,
                command,
                undo,
                pivot,
                mustSucceed,
                new RetryPolicy(timeout, attempts, firstBackoff, maxBackoff),
                onReply);
    }
}
