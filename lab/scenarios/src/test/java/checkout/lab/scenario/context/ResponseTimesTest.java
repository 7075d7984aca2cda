package checkout.lab.scenario.context;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.ResponseTimes.Percentiles;
import org.junit.jupiter.api.Test;

/** Red here: a run says that customers waited shorter than they did. */
class ResponseTimesTest {
    private final ResponseTimes times = new ResponseTimes();

    @Test
    void countsWhoeverCameInTheInterval() {
        times.add(999, 100_000_000);
        for (int n = 1; n <= 100; n++) {
            times.add(1_000 + n, 1_000 + n + n * 1_000L);
        }
        times.add(2_000, 100_000_000);

        assertThat(times.between(1_000, 2_000)).isEqualTo(new Percentiles(100, 50, 99, 100));
    }

    @Test
    void theSlowestOfAFewIsTheirPercentile() {
        times.add(10, 3_010);
        assertThat(times.between(0, 100)).isEqualTo(new Percentiles(1, 3, 3, 3));
        assertThat(times.between(0, 5)).isEqualTo(new Percentiles(0, 0, 0, 0));
    }
}
