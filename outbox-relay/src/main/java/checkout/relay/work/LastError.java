package checkout.relay.work;

import java.time.Instant;

/** Something that went wrong, and when. */
public record LastError(Instant at, String what) {

    static LastError now(String what) {
        return new LastError(Instant.now(), what);
    }
}
