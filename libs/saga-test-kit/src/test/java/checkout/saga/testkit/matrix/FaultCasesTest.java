package checkout.saga.testkit.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.state.StepAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: the matrix leaves out a moment at which a saga can be interrupted, or reports a case under another name. */
class FaultCasesTest {
    /** While the command is under way, the reply is, the next one is, in the backoff, after the second command and its arrival. */
    private static final List<Long> MOMENTS =
            List.of(1L, 3L, 5L, 1_100L, 1_201L, 1_203L, 5L, 7L, 9L, 1_104L, 1_205L, 1_207L);

    private final Map<String, List<SagaScenario<String>>> cases =
            new FaultCases<>(SampleScenarios.SAGA, "ann", MatrixOptions.DEFAULT).all();

    @Test
    void cancelsAtEveryMomentOfEveryStep() {
        assertThat(cases.get("cancelled")).extracting(SagaScenario::cancelAt).containsExactlyElementsOf(MOMENTS);
    }

    @Test
    void passesTheDeadlineAtEveryMomentOfEveryStep() {
        assertThat(cases.get("deadline"))
                .extracting(scenario -> scenario.saga().deadline())
                .containsExactlyElementsOf(
                        MOMENTS.stream().map(Duration::ofMillis).toList());
    }

    @Test
    void leavesOutUndosThatAreNotSent() {
        assertThat(cases)
                .containsKeys("no fault", "refused + undo refused")
                .doesNotContainKey("no fault + undo refused");
    }

    @ParameterizedTest
    @CsvSource({
        "AT_ONCE, 0, done AT_ONCE",
        "NEVER, 0, done NEVER",
        "FIRST_LOST, 1, refused 1 times FIRST_LOST",
        "AT_ONCE, 2147483647, refused AT_ONCE"
    })
    void aFailureSaysHowTheParticipantBehaved(ReplyTiming timing, int refusals, String text) {
        SagaScenario<String> scenario =
                SampleScenarios.scenario().with(StepAction.UNDO, "pay", new Behaviour(timing, refusals));
        assertThat(scenario).hasToString("sample {UNDO pay=" + text + "}");
    }

    @Test
    void aFailureSaysWhenTheSagaWasInterrupted() {
        SagaScenario<String> good = SampleScenarios.scenario();
        assertThat(good).hasToString("sample {}");
        assertThat(good.cancelledAt(5)).hasToString("sample {} cancelled at 5");
        assertThat(good.under(good.saga().withDeadline(Duration.ofSeconds(2)))).hasToString("sample {} deadline PT2S");
    }
}
