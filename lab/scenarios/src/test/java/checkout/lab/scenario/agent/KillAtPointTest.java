package checkout.lab.scenario.agent;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.agent.AgentRule;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KillAtPointTest {

    @Test
    void everyPointIsNamedWithEachApplicationThatPassesIt() {
        assertThat(KillAtPoint.PLACES)
                .hasSize(13)
                .contains(
                        "inventory-service/before-commit",
                        "saga-orchestrator/after-effect-before-offset-commit",
                        "outbox-relay/after-commit-before-publish",
                        "payment-service/after-provider-call-before-save")
                .allSatisfy(place ->
                        assertThat(new KillAtPoint(place, Duration.ZERO)).isNotNull());
    }

    @Test
    void aPointIsDeadlyOnlyWhileItIsArmed() {
        Path folder = Path.of("/somewhere");
        AgentRule rule = KillPoint.BEFORE_COMMIT.rule(LabRules.armed(folder, "before-commit"));
        assertThat(rule.name()).isEqualTo("before-commit");
        assertThat(rule.condition()).contains("isDue(\"/somewhere/before-commit.armed\")");
        assertThat(rule.action()).isEqualTo("halt()");
    }
}
