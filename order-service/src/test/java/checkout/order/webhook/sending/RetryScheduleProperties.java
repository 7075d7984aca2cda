package checkout.order.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Fails if failed deliveries would be repeated too early, too late, or all at the same time. */
class RetryScheduleProperties {
    private static final Duration BACKOFF = Duration.ofSeconds(5);
    private static final Duration MAX = Duration.ofHours(1);

    @Property
    void doublesUpToTheLimitAndIsShortenedByAtMostHalf(
            @ForAll @IntRange(min = 1, max = 10_000) int failures, @ForAll long seed) {
        RetrySchedule schedule = new RetrySchedule(BACKOFF, MAX, new Random(seed));
        double full = Math.min(BACKOFF.toMillis() * Math.pow(2, failures - 1), (double) MAX.toMillis());
        assertThat((double) schedule.pauseAfter(failures).toMillis()).isBetween(full / 2 - 1, full);
    }

    @Property(tries = 20)
    void differsFromDeliveryToDelivery(@ForAll long seed) {
        RetrySchedule schedule = new RetrySchedule(BACKOFF, MAX, new Random(seed));
        assertThat(java.util.stream.IntStream.range(0, 20)
                        .mapToObj(n -> schedule.pauseAfter(5))
                        .distinct())
                .hasSizeGreaterThan(10);
    }
}
