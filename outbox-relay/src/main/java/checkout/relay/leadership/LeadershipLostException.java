package checkout.relay.leadership;

import org.jspecify.annotations.Nullable;

/** This process may no longer publish a source. A new session may acquire the leadership again, after everything that the old one started has ended. */
public final class LeadershipLostException extends RuntimeException {

    LeadershipLostException(String why) {
        this(why, null);
    }

    LeadershipLostException(String why, @Nullable Throwable cause) {
        super("this relay lost the leadership: " + why, cause);
    }
}
