package checkout.saga.engine;

import checkout.saga.engine.state.Wait;
import java.time.Duration;

/**
 * A time at which the saga wants to be told that nothing came: the shell draws it evenly between the two bounds,
 * which are the same where the time is exact. It takes the place of an earlier one of the same step.
 *
 * @param step a step's name, or {@link checkout.saga.engine.definition.Saga#DEADLINE}
 */
public record Wakeup(String step, Wait waitFor, Duration atLeast, Duration atMost) {

    static Wakeup exactly(String step, Wait waitFor, Duration after) {
        return new Wakeup(step, waitFor, after, after);
    }

    static Wakeup within(String step, Duration bound) {
        return new Wakeup(step, Wait.BACKOFF, Duration.ZERO, bound);
    }
}
