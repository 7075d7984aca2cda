package checkout.saga.engine;

import org.jspecify.annotations.Nullable;

/** What a participant says of a command; that it says nothing is a timeout, not an outcome. */
public sealed interface StepOutcome {

    record Done(@Nullable Object payload) implements StepOutcome {}

    /** Nothing was done. */
    record Refused(String reason, @Nullable Object payload) implements StepOutcome {}
}
