package checkout.lab.scenario.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Red here: a size that grows forever is reported as levelling off. */
class GrowthBoundTest {

    private static final GrowthBound ROWS = new GrowthBound("rows", 10, SizeSample::outboxRows);

    @Test
    void fluctuationLevelsOff() {
        assertThat(ROWS.check(samples(1, 50, 100, 120, 90, 115, 100, 125, 90)).holds())
                .isTrue();
    }

    @Test
    void steadyGrowthDoesNot() {
        assertThat(ROWS.check(samples(10, 20, 30, 40, 50, 60, 70, 80, 90)).counterExamples())
                .containsExactly("from at most 60 in the middle third to 90 in the last");
    }

    @Test
    void negligibleSizesAreIgnored() {
        assertThat(ROWS.check(samples(0, 0, 0, 1, 1, 1, 10, 10, 10)).holds()).isTrue();
        assertThat(ROWS.check(samples(0, 0, 0, 1, 1, 1, 10, 10, 11)).holds()).isFalse();
    }

    @Test
    void tooFewSamplesAreRejected() {
        assertThat(ROWS.check(samples(1, 1, 1, 1, 1, 1, 1, 1)).counterExamples())
                .containsExactly("8 samples are not enough; give the run more --seconds");
    }

    private static List<SizeSample> samples(long... rows) {
        return Stream.of(rows)
                .flatMapToLong(LongStream::of)
                .mapToObj(each -> new SizeSample(0, each, 0, 0, 0, 0, 0, 0, 0))
                .toList();
    }
}
