package checkout.lab.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.measure.RunFigures;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Red here: the table at the end of several runs does not say which failed. */
class OutcomeTableTest {

    private static ScenarioOutcome outcome(String name, boolean held, @Nullable RunFigures figures) {
        return new ScenarioOutcome(
                name,
                "story",
                7,
                30,
                3,
                held,
                List.of(),
                Map.of(),
                List.of(),
                "",
                List.of("kill kafka"),
                figures,
                null,
                null,
                Map.of(),
                "");
    }

    @Test
    void hasARowForEachRun() {
        List<String> lines = OutcomeTable.of(List.of(
                        outcome("good", true, new RunFigures(600, 550, 50, 2, 2, 14, 3.25)),
                        outcome("bad", false, new RunFigures(10, 5, 5, 0, 0, 0, null)),
                        outcome("failed", false, null)))
                .lines();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).contains("fault", "checkouts", "s to recover", "verdict");
        assertThat(lines.get(1))
                .startsWith("good")
                .contains("kill kafka", "600", "550", "3.25")
                .endsWith("held");
        assertThat(lines.get(2)).startsWith("bad").endsWith("BROKEN");
        assertThat(lines.get(3)).startsWith("failed").endsWith("FAILED");
    }
}
