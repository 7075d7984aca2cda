package checkout.saga.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.metrics.FinishedSagas.Interval;
import checkout.saga.runtime.metrics.FinishedSagas.Summary;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: the overview says a wrong rate or wrong times to the end, or grows with the sagas that end. */
class FinishedSagasTest {
    private static final long BEGIN = 1_800_000_000_000L;

    private final AtomicLong now = new AtomicLong(BEGIN);
    private final FinishedSagas finished = new FinishedSagas(now::get);

    @Test
    void withoutAnEndNothingIsSaidAboutTimes() {
        Summary summary = finished.summary();
        assertThat(summary.perSecond()).isZero();
        assertThat(summary.p50Millis()).isNull();
        assertThat(summary.p99Millis()).isNull();
        assertThat(summary.intervals()).hasSize(60).allMatch(each -> each.completed() == 0 && each.p50Millis() == null);
        assertThat(summary.intervals().getLast().at().toEpochMilli()).isEqualTo(BEGIN);
    }

    @Test
    void theRateIsThatOfTheLastMinuteWithoutTheSlotThatIsNotOver() {
        for (int second = 0; second < 120; second++) {
            now.set(BEGIN + second * 1000L);
            finished.record(SagaPhase.COMPLETED, Duration.ofMillis(100));
            finished.record(SagaPhase.COMPLETED, Duration.ofMillis(100));
        }
        assertThat(finished.summary().perSecond()).isEqualTo(2, within(0.001));
        now.addAndGet(Duration.ofMinutes(2).toMillis());
        assertThat(finished.summary().perSecond()).isZero();
    }

    @Test
    void countsEachKindOfEndInItsSlot() {
        finished.record(SagaPhase.COMPLETED, Duration.ofMillis(10));
        finished.record(SagaPhase.COMPENSATED, Duration.ofMillis(10));
        now.addAndGet(5_000);
        finished.record(SagaPhase.RESOLVED, Duration.ofMillis(10));
        var intervals = finished.summary().intervals();
        Interval before = intervals.get(58);
        Interval last = intervals.get(59);
        assertThat(before.completed()).isEqualTo(1);
        assertThat(before.compensated()).isEqualTo(1);
        assertThat(before.resolved()).isZero();
        assertThat(last.resolved()).isEqualTo(1);
        assertThat(last.at()).isEqualTo(before.at().plusSeconds(5));
    }

    @Test
    void forgetsWhatIsOlderThanFiveMinutes() {
        finished.record(SagaPhase.COMPLETED, Duration.ofMillis(10));
        now.addAndGet(Duration.ofMinutes(5).toMillis());
        assertThat(finished.summary().intervals()).allMatch(each -> each.completed() == 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 140, 2_500, 61_000, 3_600_000})
    void timesAreKnownToATenth(long millis) {
        finished.record(SagaPhase.COMPLETED, Duration.ofMillis(millis));
        now.addAndGet(5_000);
        assertThat(finished.summary().p50Millis()).isCloseTo(millis, Percentage.withPercentage(10));
        assertThat(finished.summary().intervals().get(58).p99Millis()).isCloseTo(millis, Percentage.withPercentage(10));
    }

    @Test
    void oneInAHundredIsTheHighQuantile() {
        for (int i = 0; i < 98; i++) {
            finished.record(SagaPhase.COMPLETED, Duration.ofMillis(100));
        }
        finished.record(SagaPhase.COMPLETED, Duration.ofSeconds(10));
        finished.record(SagaPhase.COMPLETED, Duration.ofSeconds(10));
        now.addAndGet(5_000);
        assertThat(finished.summary().p50Millis()).isCloseTo(100L, Percentage.withPercentage(10));
        assertThat(finished.summary().p99Millis()).isCloseTo(10_000L, Percentage.withPercentage(10));
    }

    @Test
    void durationsBeyondAllBoundsAreCounted() {
        finished.record(SagaPhase.COMPLETED, Duration.ZERO);
        finished.record(SagaPhase.RESOLVED, Duration.ofDays(400));
        now.addAndGet(5_000);
        assertThat(finished.summary().perSecond()).isPositive();
        assertThat(finished.summary().p99Millis())
                .isGreaterThan(Duration.ofDays(1).toMillis());
    }

    @Test
    void aStateThatIsNoEndIsABug() {
        assertThatThrownBy(() -> finished.record(SagaPhase.STUCK, Duration.ZERO))
                .hasMessageContaining("Indicates a bug");
    }
}
