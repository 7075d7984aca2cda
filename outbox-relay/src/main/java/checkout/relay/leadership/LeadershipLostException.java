package checkout.relay.leadership;

import org.jspecify.annotations.Nullable;

/** This process may no longer publish; only a new start can ask for the right again. */
public final class LeadershipLostException extends RuntimeException {

    LeadershipLostException(String why) {
        this(why, null);
    }

    LeadershipLostException(String why, @Nullable Throwable cause) {
        super("this relay lost its leadership: " + why, cause);
    }
}
