package checkout.relay.leadership;

import org.jspecify.annotations.Nullable;

/** This process may no longer publish a source. Only a restarted process can acquire the leadership again. */
public final class LeadershipLostException extends RuntimeException {

    LeadershipLostException(String why) {
        this(why, null);
    }

    LeadershipLostException(String why, @Nullable Throwable cause) {
        super("this relay lost the leadership: " + why, cause);
    }
}
