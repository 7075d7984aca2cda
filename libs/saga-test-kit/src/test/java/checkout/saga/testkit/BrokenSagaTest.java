package checkout.saga.testkit;

import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static checkout.saga.engine.definition.StepOption.onReply;
import static checkout.saga.engine.definition.StepOption.undo;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** Red here: the matrix passes a definition that does not work. */
class BrokenSagaTest {

    private enum Reason {
        SOLD_OUT,
        TIMED_OUT,
        CANCELLED
    }

    @Test
    void aDefinitionThatWorksPasses() {
        SagaMatrix<String> works = matrix(saga().step("reserve", name -> "reserve", undo((String name) -> "release")));
        assertThat(failures(works)).isEmpty();
        assertThat(works.size()).isPositive();
        assertThat(names(works))
                .contains("no fault: 1 scenarios", "refused: 1 scenarios", "no reply ever: 1 scenarios");
    }

    @Test
    void aDefinitionThatMakesNoCommandFails() {
        SagaMatrix<String> broken = matrix(saga().step("reserve", name -> null, mustSucceed()));
        assertThat(failures(broken).get("no fault: 1 scenarios")).hasMessage("the DO command of 'reserve' is null");
    }

    @Test
    void aDefinitionThatLosesItsDataFailsWithTheScenarioAndTheStateOfTheSaga() {
        SagaMatrix<String> broken = matrix(saga().step(
                                "reserve",
                                name -> "reserve",
                                nothingToUndo(),
                                onReply(String.class, (name, reply) -> null))
                        .step("ship", name -> "ship", mustSucceed()))
                .replying("reserve", "reserved");
        assertThat(failures(broken).get("no fault: 1 scenarios"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sample {} with InjectedFault[kind=NONE, atInput=-1]: SagaState[saga=sample")
                .hasMessageContaining("COMPLETED");
    }

    @Test
    void aDefinitionThatCannotTakeADuplicateFailsAlthoughTheSagaEnds() {
        SagaMatrix<String> broken = matrix(saga().step(
                                "ship", name -> "ship", mustSucceed(), onReply(String.class, (name, reply) -> null)))
                .replying("ship", "shipped");
        assertThat(failures(broken).get("no fault: 1 scenarios"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("kind=EVERYTHING_TWICE")
                .hasMessageContaining("the saga does not exist");
    }

    @Test
    void anUndoThatReadsTheReasonNeedsOneThatItKnows() {
        SagaMatrix<String> matrix = matrix(Saga.named("sample")
                .startedBy(String.class, name -> name, undo((name, cause) -> Reason.valueOf(cause.code())))
                .step("reserve", name -> "reserve", undo((String name) -> "release")));

        assertThat(failures(matrix).get("refused: 1 scenarios"))
                .hasMessageContaining("No enum constant")
                .hasMessageContaining("REFUSED");
        assertThat(failures(matrix.refusing("SOLD_OUT"))).isEmpty();
    }

    @Test
    void aSagaThatNoMessageCancelsIsNotCancelled() {
        SagaMatrix<String> cancellable =
                matrix(saga().step("reserve", name -> "reserve", undo((String name) -> "release")));
        assertThat(names(cancellable)).anyMatch(name -> name.startsWith("cancelled"));
        assertThat(names(cancellable.notCancellable())).isNotEmpty().noneMatch(name -> name.startsWith("cancelled"));
    }

    private static SagaBuilder<String> saga() {
        return Saga.named("sample").startedBy(String.class, name -> name, nothingToUndo());
    }

    private static SagaMatrix<String> matrix(SagaBuilder<String> saga) {
        return SagaMatrix.of(saga.build(), "ann");
    }

    private static List<String> names(SagaMatrix<String> matrix) {
        return matrix.everyFaultAtEveryStep().map(DynamicTest::getDisplayName).toList();
    }

    /** What each test that fails throws, by the name of the test. */
    private static Map<String, Throwable> failures(SagaMatrix<String> matrix) {
        Map<String, Throwable> failures = new LinkedHashMap<>();
        matrix.everyFaultAtEveryStep().forEach(test -> {
            try {
                test.getExecutable().execute();
            } catch (Throwable failure) {
                failures.put(test.getDisplayName(), failure);
            }
        });
        return failures;
    }
}
