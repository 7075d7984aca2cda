package checkout.web.throttle;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Too many passwords were wrong; this one was not looked at. */
public final class TooManySignInsException extends AuthenticationException {
    private final transient Duration retryAfter;

    TooManySignInsException(Duration retryAfter) {
        super("Too many sign-ins failed");
        this.retryAfter = retryAfter;
    }

    /** When the next one is looked at, in whole seconds. */
    public long retryAfterSeconds() {
        return Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }
}
