package checkout.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Red here: a session that is used all the time never ends. */
class SessionEndTest {
    private static final Instant SIGNED_IN = Instant.parse("2026-01-01T08:00:00Z");
    private static final SignInSettings SETTINGS =
            new SignInSettings(true, Duration.ofMinutes(30), Duration.ofHours(12));

    @Test
    void aSessionEndsAtItsTimeHoweverItIsUsed() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        at(SIGNED_IN).signedIn(request);
        assertThat(Objects.requireNonNull(request.getSession(false)).getMaxInactiveInterval())
                .isEqualTo(1_800);

        at(SIGNED_IN.plus(Duration.ofHours(12)).minusMillis(1)).endIfOver(request);
        assertThat(request.getSession(false)).isNotNull();

        at(SIGNED_IN.plus(Duration.ofHours(12))).endIfOver(request);
        assertThat(request.getSession(false)).isNull();
    }

    private static SignedInSession at(Instant now) {
        return new SignedInSession(Clock.fixed(now, ZoneOffset.UTC), SETTINGS);
    }
}
