package checkout.order.webhook.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fails if a receiver's wish for a pause is misread, or if a strange one stops its deliveries for ever. */
class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0                              | PT0S
                    120                            | PT2M
                    999999999999                   | PT24H
                    Sat, 31 Jan 2026 12:01:00 GMT  | PT1M
                    Sat, 31 Jan 2026 11:00:00 GMT  | PT0S
                    Fri, 31 Dec 9999 23:59:59 GMT  | PT24H
                    """)
    void isSecondsOrATime(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "2026-01-31"})
    void isIgnoredIfItCannotBeUnderstood(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isNull();
    }

    @Property
    void neverFails(@ForAll String header) {
        Duration wait = RetryAfter.parse(header, NOW);
        assertThat(wait == null || wait.compareTo(Duration.ofDays(1)) <= 0).isTrue();
    }
}
