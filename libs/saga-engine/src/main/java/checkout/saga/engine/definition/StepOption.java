package checkout.saga.engine.definition;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** An option of a step: what undoes it, whether it must succeed, how long to wait and how often to retry. */
public final class StepOption<D> {

    private final Consumer<StepDraft<D>> effect;

    private StepOption(Consumer<StepDraft<D>> effect) {
        this.effect = effect;
    }

    void applyTo(StepDraft<D> step) {
        effect.accept(step);
    }

    public static <D> StepOption<D> undo(Function<D, ?> command) {
        return new StepOption<>(step -> step.undo = (data, abort) -> command.apply(data));
    }

    /** An undo that is given the cause of the abort. */
    public static <D> StepOption<D> undo(BiFunction<D, AbortCause, ?> command) {
        return new StepOption<>(step -> step.undo = command);
    }

    /** For a step that changes nothing, such as a check. */
    public static <D> StepOption<D> nothingToUndo() {
        return new StepOption<>(step -> step.nothingToUndo = true);
    }

    /** From the moment the command of the first such step is sent, the saga only goes forward. */
    public static <D> StepOption<D> mustSucceed() {
        return new StepOption<>(step -> step.mustSucceed = true);
    }

    /**
     * The participant's answer to this step alone decides how the saga ends. While the step is in flight, neither the
     * deadline nor a cancellation nor the operator undoes the saga. When the step is done, the saga only goes forward.
     * When it is refused, the steps before it are undone. When no attempt is answered, the saga is stuck and never
     * undone, because the step may have taken effect; a late answer still decides. The participant must therefore give
     * every attempt the same answer.
     */
    public static <D> StepOption<D> pivot() {
        return new StepOption<>(step -> step.pivot = true);
    }

    public static <D> StepOption<D> timeout(Duration timeout) {
        return new StepOption<>(step -> step.timeout = timeout);
    }

    public static <D> StepOption<D> attempts(int attempts) {
        return new StepOption<>(step -> step.attempts = attempts);
    }

    /** Each wait is random, up to a bound that doubles from the first to the longest. */
    public static <D> StepOption<D> backoff(Duration first, Duration longest) {
        return new StepOption<>(step -> {
            step.firstBackoff = first;
            step.maxBackoff = longest;
        });
    }

    /** Takes something from the payload of the done-reply into the saga's data. */
    public static <D, R> StepOption<D> onReply(Class<R> type, BiFunction<D, R, D> take) {
        return new StepOption<>(
                step -> step.onReply = new Step.OnReply<>(type, (data, reply) -> take.apply(data, type.cast(reply))));
    }
}
