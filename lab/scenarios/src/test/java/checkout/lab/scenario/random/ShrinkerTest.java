package checkout.lab.scenario.random;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.file.ScenarioFileReader;
import checkout.lab.scenario.plan.PlanText;
import checkout.lab.scenario.plan.PlannedFault;
import checkout.lab.scenario.plan.ScenarioPlan;
import checkout.lab.scenario.vocabulary.LoadWords;
import checkout.lab.scenario.vocabulary.ProcessFaultWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red here: a failing scenario is not shrunk to what makes it fail, or is run more often than allowed. */
class ShrinkerTest {

    private static final ScenarioPlan PLAN = ScenarioFileReader.read("big.yaml", "big", """
            load: {checkouts: 40/s, catalogue-reads: 10/s, for: 3m, mix: {lines: 5, cancels: 9%}}
            faults:
              - {at: 5s, freeze: payment-service, for: 10s}
              - {at: 20s, every: 5s, kill: kafka, times: 8}
              - {at: 30s, lock: stock}
              - {at: 40s, restart: outbox-relay}
              - {at: 60s, provider-down: 5s}
            expect: [audit]
            """);

    private final List<String> progress = new ArrayList<>();

    private static boolean kills(ScenarioPlan plan, int atLeast) {
        return plan.faults().stream()
                .anyMatch(each ->
                        each.fault().is(ProcessFaultWords.KILL) && each.timing().times() >= atLeast);
    }

    private ScenarioPlan shrink(int mostTrials, Shrinker.Trial trial) throws InterruptedException {
        return new Shrinker(trial, mostTrials, progress::add).shrink(PLAN);
    }

    @Test
    void keepsTheOneFaultThatIsNeededAndMakesTheRestSmall() throws InterruptedException {
        ScenarioPlan shrunk = shrink(100, plan -> kills(plan, 1));

        assertThat(shrunk.faults()).extracting(PlannedFault::title).containsExactly("kill kafka");
        assertThat(shrunk.lasts()).isEqualTo(Duration.ofSeconds(35));
        assertThat(shrunk.loads()).singleElement().satisfies(use -> {
            assertThat(use.word()).isSameAs(LoadWords.CHECKOUTS);
            assertThat(use.arguments().get(LoadWords.RATE)).isEqualTo(5);
            assertThat(use.texts()).containsOnlyKeys("checkouts");
        });
    }

    @Test
    void keepsAsManyTimesAsAreNeeded() throws InterruptedException {
        assertThat(shrink(100, plan -> kills(plan, 3)).faults())
                .singleElement()
                .satisfies(each -> assertThat(each.timing().times()).isEqualTo(4));
    }

    @Test
    void keepsFaultsThatFailOnlyTogether() throws InterruptedException {
        assertThat(shrink(
                                100,
                                plan -> plan.faults().stream()
                                                .map(PlannedFault::title)
                                                .anyMatch("lock stock"::equals)
                                        && kills(plan, 8))
                        .faults())
                .extracting(PlannedFault::title)
                .containsExactly("kill kafka (8 times)", "lock stock");
    }

    @Test
    void keepsTheLoadThatIsNeeded() throws InterruptedException {
        ScenarioPlan shrunk = shrink(
                100,
                plan -> plan.loads().size() == 2
                        && plan.loads().getFirst().arguments().get(LoadWords.RATE) >= 20);
        assertThat(shrunk.faults()).isEmpty();
        assertThat(shrunk.loads()).hasSize(2);
        assertThat(shrunk.loads().getFirst().arguments().get(LoadWords.RATE)).isEqualTo(20);
    }

    @Test
    void stopsWhenTheTrialsAreUsedUpWithTheSmallestSoFar() throws InterruptedException {
        List<ScenarioPlan> tried = new ArrayList<>();
        ScenarioPlan shrunk = shrink(3, plan -> {
            tried.add(plan);
            return kills(plan, 1);
        });

        assertThat(tried).hasSize(3).doesNotHaveDuplicates();
        assertThat(kills(shrunk, 1)).isTrue();
        assertThat(shrunk.faults().size()).isLessThan(PLAN.faults().size());
        assertThat(progress.getFirst()).isEqualTo("trial 1 of at most 3: with 0 faults");
    }

    @Test
    void whatDoesNotFailAgainIsLeftAsItIs() throws InterruptedException {
        assertThat(shrink(100, plan -> false)).isEqualTo(PLAN);
    }

    @Test
    void everySmallerPlanCanBeSavedAndRead() throws InterruptedException {
        ScenarioPlan shrunk = shrink(100, plan -> kills(plan, 2));
        assertThat(ScenarioFileReader.read("s.yaml", "s", PlanText.of(shrunk))).isEqualTo(shrunk);
    }
}
