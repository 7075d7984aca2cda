package checkout.saga.engine.state;

import org.jspecify.annotations.Nullable;

/**
 * Where one step stands.
 *
 * @param attempt how often the command of the status's action was sent; it counts on when the operator retries
 * @param maxAttempts how often it may be sent before it is undone, stuck or parked
 */
public record StepState(
        String step,
        StepStatus status,
        int attempt,
        int maxAttempts,
        @Nullable String lastError) {

    public StepState with(StepStatus status, @Nullable String lastError) {
        return new StepState(step, status, attempt, maxAttempts, lastError);
    }
}
