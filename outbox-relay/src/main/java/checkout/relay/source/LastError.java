package checkout.relay.source;

import java.time.Instant;

/** The last error that kept a source from being published, with its time. */
public record LastError(Instant at, String what) {

    static LastError now(String what) {
        return new LastError(Instant.now(), what);
    }
}
