package checkout.provider.faults;

import java.time.Duration;

/**
 * The faults that apply to every call, in addition to those of its test token.
 *
 * @param latency before a call is handled
 * @param callsPerSecond how many calls are taken within any second; the others are refused with status 429; 0 takes all
 * @param errorRate share of calls, 0 to 1, that end in status 500; half of them after the call has taken effect
 */
record FaultSettings(Duration latency, double errorRate, int callsPerSecond, long seed) {

    static FaultSettings none(long seed) {
        return new FaultSettings(Duration.ZERO, 0, 0, seed);
    }
}
