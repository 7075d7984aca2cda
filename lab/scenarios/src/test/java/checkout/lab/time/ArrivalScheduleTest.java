package checkout.lab.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Red here: customers arrive at another rate than the report states. */
class ArrivalScheduleTest {

    @Test
    void arrivalsDoNotDependOnEarlierOnes() {
        ArrivalSchedule arrivals = new ArrivalSchedule(1_000_000, 3);
        assertThat(LongStream.range(0, 4).map(arrivals::at))
                .containsExactly(1_000_000L, 1_333_333L, 1_666_666L, 2_000_000L);
    }
}
