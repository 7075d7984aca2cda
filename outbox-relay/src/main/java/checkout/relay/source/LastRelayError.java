package checkout.relay.source;

import java.time.Instant;

/** The last error that kept a source from being published, with its time. */
public record LastRelayError(Instant at, String what) {

    static LastRelayError now(String what) {
        return new LastRelayError(Instant.now(), what);
    }
}
