package checkout.saga.engine.state;

import org.jspecify.annotations.Nullable;

/**
 * The state of one step.
 *
 * @param attempt how often the command of the status's action was sent, retries by the operator included
 * @param maxAttempts how often it may be sent before it is undone or stuck
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
