package checkout.saga.engine;

import checkout.saga.engine.state.TimerKind;
import java.time.Duration;

/**
 * A time at which the saga wants to be told that nothing came: the shell draws it evenly between the two bounds,
 * which are the same where the time is exact. It takes the place of an earlier one of the same step.
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
