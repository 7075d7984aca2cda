package checkout.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Red here: a benchmark measures a stack that still gets faster, or warms up forever. */
class SteadyRateTest {

    @Test
    void aGrowingRateIsNotSteady() {
        assertThat(rates(100, 200, 300, 350, 380, 400).isReached()).isFalse();
    }

    @Test
    void isSteadyWhenThreePeriodsAreAsFastAsTheThreeBefore() {
        assertThat(rates(450, 500, 480, 490, 500, 470).isReached()).isTrue();
        assertThat(rates(100, 200, 400, 500, 480, 490, 500, 470, 480).isReached())
                .isTrue();
        assertThat(rates(400, 500, 480, 490, 500, 470).latest()).isEqualTo((490 + 500 + 470) / 3.0);
    }

    @Test
    void oneFastPeriodDoesNotHideThatTheRateGrows() {
        assertThat(rates(300, 350, 480, 420, 430, 440).isReached()).isFalse();
    }

    @Test
    void tooFewPeriodsSayNothing() {
        assertThat(rates(500, 500, 500, 500, 500).isReached()).isFalse();
    }

    private static SteadyRate rates(double... rates) {
        SteadyRate steady = new SteadyRate();
        DoubleStream.of(rates).forEach(steady::add);
        return steady;
    }
}
