package checkout.provider.faults;

import java.time.Duration;

/**
 * The faults that apply to every call, in addition to those of its test token.
 *
 * @param latency before a call is handled
 * @param errorRate share of calls, 0 to 1, that end in status 500; half of them after the call has taken effect
 */
record FaultSettings(Duration latency, double errorRate, long seed) {

    static FaultSettings none(long seed) {
        return new FaultSettings(Duration.ZERO, 0, seed);
    }
}
