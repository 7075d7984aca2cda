package checkout.lab.scenario.measure;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.time.EpochMicros;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red here: a run recovers faster or slower than the report says. */
class RecoveryTimeTest {

    private static final long SECOND = EpochMicros.SECOND;

    /** As many a second, from one second to another. */
    private static List<Long> ends(int perSecond, int from, int to) {
        List<Long> ends = new ArrayList<>();
        for (int second = from; second < to; second++) {
            for (int n = 0; n < perSecond; n++) {
                ends.add(second * SECOND + n * SECOND / perSecond);
            }
        }
        return ends;
    }

    private static List<Long> ends(List<Long> one, List<Long> other) {
        List<Long> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    @Test
    void measuresFromTheEndOfTheLastFault() {
        List<Long> ends = ends(ends(20, 0, 10), ends(20, 25, 60));
        assertThat(new RecoveryTime(ends)
                        .seconds(0, 10 * SECOND, 20 * SECOND, 60 * SECOND)
                        .orElseThrow())
                .isBetween(4.0, 5.0);
    }

    @Test
    void whatNeverSlowedDownRecoversAtOnce() {
        assertThat(new RecoveryTime(ends(20, 0, 60)).seconds(0, 10 * SECOND, 20 * SECOND, 60 * SECOND))
                .hasValue(0.0);
    }

    @Test
    void aLoadThatEndsBeforeTheRecoveryShowsNothing() {
        List<Long> ends = ends(ends(20, 0, 10), ends(5, 20, 40));
        assertThat(new RecoveryTime(ends).seconds(0, 10 * SECOND, 20 * SECOND, 40 * SECOND))
                .isEmpty();
    }

    @Test
    void aFaultAtTheBeginningShowsNothing() {
        assertThat(new RecoveryTime(ends(20, 0, 60)).seconds(0, SECOND, 20 * SECOND, 60 * SECOND))
                .isEmpty();
    }

    @Test
    void nothingBeforeTheFaultShowsNothing() {
        assertThat(new RecoveryTime(List.of()).seconds(0, 10 * SECOND, 20 * SECOND, 60 * SECOND))
                .isEmpty();
    }
}
