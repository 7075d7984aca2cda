package checkout.saga.engine;

import org.jspecify.annotations.Nullable;

/** How a participant answers a command; no answer is a timeout, not an outcome. */
public sealed interface StepOutcome {

    record Done(@Nullable Object payload) implements StepOutcome {}

    /** The participant changed nothing. */
    record Refused(String reason, @Nullable Object payload) implements StepOutcome {}
}
