package checkout.saga.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: a list shows wrong times, or the filter by age leaves sagas out. */
class TimeOrderedIdsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void anIdSaysWhenItWasMade() {
        assertThat(TimeOrderedIds.timeOf(UUID.fromString("01a1fdfa-4600-7abc-8def-0123456789ab")))
                .isEqualTo(NOON);
        Instant before = Instant.now();
        assertThat(TimeOrderedIds.timeOf(MessageIds.next())).isBetween(before.minusSeconds(2), Instant.now());
    }

    @Test
    void anIdThatIsNotOrderedByTimeSaysNothing() {
        assertThat(TimeOrderedIds.timeOf(UUID.randomUUID())).isNull();
        assertThat(TimeOrderedIds.timeOf(new UUID(0, 0))).isNull();
    }

    @Test
    void theLowestIdOfATimeIsAboveEveryEarlierOneAndBelowEveryLaterOne() {
        UUID lowest = TimeOrderedIds.at(NOON);
        assertThat(lowest).hasToString("01a1fdfa-4600-7000-8000-000000000000");
        assertThat(TimeOrderedIds.timeOf(lowest)).isEqualTo(NOON);
        assertThat(lowest.toString())
                .isGreaterThan(
                        TimeOrderedIds.at(NOON.minus(Duration.ofMillis(1))).toString())
                .isLessThan(TimeOrderedIds.at(NOON.plus(Duration.ofMillis(1))).toString());
    }
}
