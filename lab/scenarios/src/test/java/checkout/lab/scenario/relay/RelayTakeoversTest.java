package checkout.lab.scenario.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Red here: a takeover that was too slow, or did not happen, is not reported. */
class RelayTakeoversTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    void reportsMedianAndWorst() {
        assertThat(RelayTakeovers.result(millis(900, 100, 300, 200, 4_000), LIMIT)
                        .figures())
                .containsEntry("takeovers", 5)
                .containsEntry("median ms", 300L)
                .containsEntry("worst ms", 4_000L);
    }

    @Test
    void aSlowTakeoverIsACounterExample() {
        assertThat(RelayTakeovers.result(millis(100, 5_001), LIMIT).counterExamples())
                .containsExactly("it took 5001 ms");
        assertThat(RelayTakeovers.result(millis(100, 5_000), LIMIT).holds()).isTrue();
    }

    @Test
    void aRunWithoutTakeoversDoesNotHold() {
        assertThat(RelayTakeovers.result(List.of(), LIMIT).holds()).isFalse();
    }

    private static List<Duration> millis(long... millis) {
        return Stream.of(millis)
                .flatMap(all -> Arrays.stream(all).boxed())
                .map(Duration::ofMillis)
                .toList();
    }
}
