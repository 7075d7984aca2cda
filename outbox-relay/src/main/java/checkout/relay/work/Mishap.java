package checkout.relay.work;

import java.time.Instant;

/** Something that went wrong, and when. */
public record Mishap(Instant at, String what) {

    static Mishap now(String what) {
        return new Mishap(Instant.now(), what);
    }
}
