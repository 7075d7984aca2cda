package checkout.lab.scenario.context;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.FaultTimes.Interval;
import org.junit.jupiter.api.Test;

/** Red here: a run does not know when something was wrong. */
class FaultTimesTest {

    private final FaultTimes times = new FaultTimes();

    @Test
    void anIntervalLastsFromTheFirstBeginningToTheEnd() {
        times.began("kafka");
        times.began("kafka");
        times.ended("kafka");
        times.ended("kafka");
        assertThat(times.intervals()).singleElement().satisfies(each -> assertThat(each.to())
                .isGreaterThanOrEqualTo(each.from()));
    }

    @Test
    void theLastEndIsThatOfTheLastFaultAndNotOfTheRestoration() {
        assertThat(times.lastEnd()).isZero();
        times.began("kafka");
        times.ended("kafka");
        long ended = times.lastEnd();
        assertThat(ended).isEqualTo(times.intervals().getFirst().to());
        times.allHealed();
        assertThat(times.lastEnd()).isEqualTo(ended);
    }

    @Test
    void everythingEndsWhenAllIsHealed() {
        times.began("kafka");
        times.began("lock stock");
        assertThat(times.healedAt()).isZero();
        times.allHealed();
        assertThat(times.intervals()).extracting(Interval::what).containsExactlyInAnyOrder("kafka", "lock stock");
        assertThat(times.healedAt()).isPositive();
    }
}
