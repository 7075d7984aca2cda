package checkout.provider.faults;

import java.time.Duration;

/**
 * What goes wrong with every call, on top of what its token does.
 *
 * @param latency before a call is looked at
 * @param errorRate share of calls, 0 to 1, that end in a 500; half of them after the call took effect
 */
record FaultSettings(Duration latency, double errorRate, long seed) {

    static FaultSettings none(long seed) {
        return new FaultSettings(Duration.ZERO, 0, seed);
    }
}
