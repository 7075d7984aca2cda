package checkout.web.signin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sessions of people.
 *
 * @param enabled whether the process has pages that people sign in to
 * @param idleTimeout after which time without a request a session ends
 * @param endsAfter after which time since the sign-in it ends in any case
 */
@ConfigurationProperties("checkout.sign-in")
record SignInSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("30m") Duration idleTimeout,
        @DefaultValue("12h") Duration endsAfter) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    SignInSettings {
        if (idleTimeout.compareTo(SHORTEST) < 0 || endsAfter.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "checkout.sign-in.idle-timeout is %s and ends-after %s; both must be at least one second"
                            .formatted(idleTimeout, endsAfter));
        }
    }
}
