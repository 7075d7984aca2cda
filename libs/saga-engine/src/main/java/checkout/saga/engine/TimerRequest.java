package checkout.saga.engine;

import checkout.saga.engine.state.TimerKind;
import java.time.Duration;

/**
 * A timer for the shell to set at a random time between the two bounds, which are equal where the time is exact. It
 * replaces an earlier timer of the same step.
 *
 * @param step a step's name, or {@link checkout.saga.engine.definition.Saga#DEADLINE}
 */
public record TimerRequest(String step, TimerKind waitFor, Duration atLeast, Duration atMost) {

    static TimerRequest exactly(String step, TimerKind waitFor, Duration after) {
        return new TimerRequest(step, waitFor, after, after);
    }

    static TimerRequest within(String step, Duration bound) {
        return new TimerRequest(step, TimerKind.BACKOFF, Duration.ZERO, bound);
    }
}
