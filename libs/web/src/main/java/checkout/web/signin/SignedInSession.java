package checkout.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gives a session its end at the sign-in, and ends it. */
final class SignedInSession {
    private static final String ENDS_AT = SignedInSession.class.getName() + ".endsAt";

    private final Clock clock;
    private final SignInSettings settings;

    SignedInSession(Clock clock, SignInSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    void signedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval((int) settings.idleTimeout().toSeconds());
        session.setAttribute(ENDS_AT, clock.instant().plus(settings.endsAfter()));
    }

    /** Ends the session of this request if its time is over. */
    void endIfOver(HttpServletRequest request) {
        Instant endsAt = endsAt(request);
        if (endsAt != null && !clock.instant().isBefore(endsAt)) {
            request.getSession(false).invalidate();
        }
    }

    /** Null without a session of somebody who has signed in. */
    static @Nullable Instant endsAt(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : (Instant) session.getAttribute(ENDS_AT);
    }

    long idleTimeoutSeconds() {
        return settings.idleTimeout().toSeconds();
    }
}
