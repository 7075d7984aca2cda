package checkout.lab.scenario.plan;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.expectation.AuditPasses;
import checkout.lab.scenario.expectation.NoDeadLetters;
import checkout.lab.scenario.file.ScenarioFileReader;
import checkout.lab.scenario.kafka.ConsumersCaughtUp;
import checkout.lab.scenario.kafka.ForeignRecords;
import org.junit.jupiter.api.Test;

/** Red here: effects are counted before the last duplicate was consumed, or a fault's own verdict is lost. */
class PlanExecutionTest {

    private static PlanExecution execution(String faults, String expect) {
        return ScenarioFileReader.read(
                        "my.yaml",
                        "my",
                        "load: {checkouts: 5/s, catalogue-reads: 5/s}\n%sexpect: %s\n".formatted(faults, expect))
                .execution();
    }

    @Test
    void expectationsAreCheckedInTheOrderOfTheVocabulary() {
        assertThat(execution("", "[no-dead-letters, audit, consumers-caught-up]")
                        .expectations())
                .extracting(each -> (Object) each.getClass())
                .containsExactly(ConsumersCaughtUp.class, AuditPasses.class, NoDeadLetters.class, Timeline.class);
    }

    @Test
    void aFaultThatJudgesItselfIsAnExpectation() {
        assertThat(execution("faults: {foreign-records: orders.events}\n", "audit")
                        .expectations())
                .hasAtLeastOneElementOfType(ForeignRecords.class);
    }

    @Test
    void everyLoadIsMade() {
        assertThat(execution("", "audit").loads()).hasSize(2);
    }
}
