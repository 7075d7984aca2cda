package checkout.lab.scenario.plan;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.file.ScenarioFileReader;
import checkout.lab.scenario.random.RandomPlan;
import checkout.lab.scenario.vocabulary.Vocabulary;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: a scenario that was saved is another one when it is read again. */
class PlanTextTest {

    private static ScenarioPlan compose(long seed, int minutes) {
        return RandomPlan.compose(seed, minutes, Vocabulary.randomFaults(true));
    }

    private static ScenarioPlan read(String text) {
        return ScenarioFileReader.read("saved.yaml", "saved", text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 30, 120})
    void aSavedPlanIsReadAsItWas(int minutes) {
        for (long seed = 0; seed < 100; seed++) {
            ScenarioPlan plan = compose(seed, minutes);
            assertThat(read(PlanText.of(plan))).as("seed %d", seed).isEqualTo(plan);
        }
    }

    @Test
    void aDescriptionMayContainAnything() {
        ScenarioPlan plan = compose(1, 1).named("any", "a \"quoted\" text: {with} #signs, \\ and 'more'");
        assertThat(read(PlanText.of(plan))).isEqualTo(plan);
    }

    @Test
    void aPlanWithoutFaultsIsReadAsItWas() {
        ScenarioPlan plan = compose(1, 1).with(List.of());
        assertThat(read(PlanText.of(plan))).isEqualTo(plan);
    }

    @Test
    void momentsAreApartByTheInterval() {
        assertThat(FaultTiming.once(Duration.ofSeconds(3)).moments()).containsExactly(Duration.ofSeconds(3));
        FaultTiming repeated = new FaultTiming(Duration.ofSeconds(3), Duration.ofSeconds(2), 3);
        assertThat(repeated.moments())
                .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(7));
        assertThat(repeated.last()).isEqualTo(Duration.ofSeconds(7));
    }
}
