package checkout.lab.scenario.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Red here: a seed does not repeat a run. */
class SeededRandomTest {

    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(4);

    @Test
    void theSameSeedMakesTheSameChoices() {
        assertThat(durations(SeededRandom.of(7, "kills"))).isEqualTo(durations(SeededRandom.of(7, "kills")));
        assertThat(SeededRandom.of(7, "order").shuffled(List.of(1, 2, 3, 4, 5, 6)))
                .isEqualTo(SeededRandom.of(7, "order").shuffled(List.of(1, 2, 3, 4, 5, 6)));
    }

    @Test
    void anotherSeedOrPurposeMakesOtherChoices() {
        assertThat(durations(SeededRandom.of(7, "kills")))
                .isNotEqualTo(durations(SeededRandom.of(8, "kills")))
                .isNotEqualTo(durations(SeededRandom.of(7, "pauses")));
    }

    @Test
    void consecutiveSeedsHaveNothingInCommon() {
        List<Duration> seven = durations(SeededRandom.of(7, "kills"));
        List<Duration> eight = durations(SeededRandom.of(8, "kills"));
        assertThat(eight.subList(0, 99)).isNotEqualTo(seven.subList(1, 100));
        assertThat(seven.subList(0, 99)).isNotEqualTo(eight.subList(1, 100));
    }

    @Test
    void durationsStayWithinTheirBounds() {
        assertThat(durations(SeededRandom.of(3, "kills")))
                .allSatisfy(duration -> assertThat(duration).isBetween(SHORTEST, LONGEST));
    }

    @Test
    void shufflingKeepsEveryElement() {
        assertThat(SeededRandom.of(5, "order").shuffled(List.of("a", "b", "c", "d")))
                .containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    private static List<Duration> durations(SeededRandom random) {
        return Stream.generate(() -> random.between(SHORTEST, LONGEST))
                .limit(100)
                .toList();
    }
}
