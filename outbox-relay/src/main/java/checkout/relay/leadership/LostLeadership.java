package checkout.relay.leadership;

import org.jspecify.annotations.Nullable;

/** This process may no longer publish; only a new start can ask for the right again. */
public final class LostLeadership extends RuntimeException {

    LostLeadership(String why) {
        this(why, null);
    }

    LostLeadership(String why, @Nullable Throwable cause) {
        super("this relay lost its leadership: " + why, cause);
    }
}
