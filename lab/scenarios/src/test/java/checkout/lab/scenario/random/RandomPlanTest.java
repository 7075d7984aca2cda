package checkout.lab.scenario.random;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.load.ShopperMix;
import checkout.lab.scenario.plan.PlanText;
import checkout.lab.scenario.plan.ScenarioPlan;
import checkout.lab.scenario.vocabulary.Vocabulary;
import checkout.lab.scenario.word.Word;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Red here: a seed does not compose the same scenario again, or what is composed is not what can be run. */
class RandomPlanTest {

    private static final List<ScenarioPlan> PLANS =
            LongStream.range(0, 300).mapToObj(seed -> compose(seed, 3)).toList();

    private static ScenarioPlan compose(long seed, int minutes) {
        return RandomPlan.compose(seed, minutes, Vocabulary.randomFaults(true));
    }

    @Test
    void theSameSeedMakesTheSameChoices() {
        for (int seed = 0; seed < PLANS.size(); seed++) {
            ScenarioPlan again = compose(seed, 3);
            assertThat(again).isEqualTo(PLANS.get(seed));
            assertThat(PlanText.of(again)).isEqualTo(PlanText.of(PLANS.get(seed)));
        }
    }

    @Test
    void anotherSeedOrLengthMakesOtherChoices() {
        Set<List<?>> faults = new HashSet<>();
        PLANS.forEach(plan -> faults.add(plan.faults()));
        assertThat(faults.size()).isGreaterThan(290);
        assertThat(compose(7, 4).faults()).isNotEqualTo(PLANS.get(7).faults());
    }

    @Test
    void everyWordThatMayBeUsedIsUsed() {
        Set<String> used = PLANS.stream()
                .flatMap(plan -> plan.faults().stream())
                .map(fault -> fault.fault().word().name())
                .collect(Collectors.toSet());
        assertThat(used)
                .isEqualTo(Vocabulary.FAULTS.all().stream()
                        .filter(Word::random)
                        .map(Word::name)
                        .collect(Collectors.toSet()));
    }

    @Test
    void connectionsAreBrokenOnlyWhereTheProxyCarriesThem() {
        assertThat(PLANS).anyMatch(ScenarioPlan::needsNetwork);
        assertThat(LongStream.range(0, 300)
                        .mapToObj(seed -> RandomPlan.compose(seed, 3, Vocabulary.randomFaults(false))))
                .noneMatch(ScenarioPlan::needsNetwork);
    }

    @Test
    void theLastSecondsAreWithoutAnInjection() {
        assertThat(PLANS)
                .allSatisfy(plan -> assertThat(plan.lastInjection()).isLessThanOrEqualTo(Duration.ofSeconds(160)));
        assertThat(compose(3, 1).lastInjection()).isLessThanOrEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void everyPlanHasFaultsAndExpectationsAndReadsForTheHistory() {
        assertThat(PLANS).allSatisfy(plan -> {
            assertThat(plan.faults()).isNotEmpty().hasSizeLessThanOrEqualTo(9);
            assertThat(plan.expectations()).extracting(use -> use.word().name()).contains("audit", "history");
            assertThat(plan.loads().getFirst().arguments().get(ShopperMix.READS))
                    .isPositive();
        });
    }
}
