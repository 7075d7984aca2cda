package checkout.saga.testkit;

import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static checkout.saga.engine.definition.StepOption.onReply;
import static checkout.saga.engine.definition.StepOption.pivot;
import static checkout.saga.engine.definition.StepOption.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.OrderPlaced;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.StepOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** Red here: the matrix leaves out a fault, or takes a saga that it cannot test. */
class SagaMatrixTest {

    /** Has a step of every kind, and few enough cases to be run for every mutant. */
    private static final Saga<String> SMALL = Saga.named("small")
            .startedBy(String.class, name -> name, undo((String name) -> "reject"))
            .group(
                    "both",
                    Saga.step("reserve", name -> "reserve", undo((String name) -> "release"), attempts(3)),
                    Saga.step("check", name -> "check", nothingToUndo(), attempts(2)))
            .step("pay", name -> "pay", pivot(), onReply(String.class, (name, reply) -> reply), attempts(2))
            .step("ship", name -> "ship", mustSucceed(), attempts(2))
            .build();

    @Test
    void runsEveryFaultAtEveryStep() throws Throwable {
        SagaMatrix<String> matrix = SagaMatrix.of(SMALL, "ann").replying("pay", "receipt");
        List<DynamicTest> tests = matrix.everyFaultAtEveryStep().toList();

        assertThat(tests)
                .extracting(DynamicTest::getDisplayName)
                .containsExactly(
                        "no fault: 1 scenarios",
                        "refused: 4 scenarios",
                        "refused + undo refused: 25 scenarios",
                        "refused + undo timing out: 55 scenarios",
                        "timeout, then late or reordered done: 40 scenarios",
                        "timeout, then late or reordered done + undo refused: 60 scenarios",
                        "timeout, then late or reordered done + undo timing out: 132 scenarios",
                        "timeout, then late or reordered refused: 40 scenarios",
                        "timeout, then late or reordered refused + undo refused: 265 scenarios",
                        "timeout, then late or reordered refused + undo timing out: 583 scenarios",
                        "no reply ever: 4 scenarios",
                        "no reply ever + undo refused: 20 scenarios",
                        "no reply ever + undo timing out: 44 scenarios",
                        "cancelled: 21 scenarios",
                        "cancelled + undo refused: 80 scenarios",
                        "cancelled + undo timing out: 176 scenarios",
                        "deadline: 21 scenarios",
                        "deadline + undo refused: 80 scenarios",
                        "deadline + undo timing out: 176 scenarios");
        assertThat(matrix.size()).isEqualTo(45_938);
        for (DynamicTest test : tests) {
            test.getExecutable().execute();
        }
    }

    @Test
    void needsAReplyForEachStepThatTakesSomethingFromOne() {
        SagaMatrix<Checkout> none = SagaMatrix.of(Checkout.SAGA, new OrderPlaced("c-1"));

        assertThatIllegalArgumentException()
                .isThrownBy(none::everyFaultAtEveryStep)
                .withMessage("step 'authorize payment' takes a PaymentAuthorized from its reply;"
                        + " give one with replying(\"authorize payment\", new PaymentAuthorized(..))");
        assertThatIllegalArgumentException().isThrownBy(none.replying("authorize payment", "another type")::size);
    }

    @Test
    void needsWaitsThatAreLongBesideTheSimulatedMessages() {
        assertThatIllegalArgumentException()
                .isThrownBy(matrixWith(StepOption.timeout(Duration.ofMillis(99)))::size)
                .withMessageStartingWith("step 'only' has a timeout or a backoff of less than 100 ms");
        assertThatIllegalArgumentException()
                .isThrownBy(matrixWith(StepOption.backoff(Duration.ofMillis(99), Duration.ofSeconds(1)))::size);
        assertThat(matrixWith(StepOption.timeout(Duration.ofMillis(100))).size())
                .isPositive();
    }

    private static SagaMatrix<String> matrixWith(StepOption<String> wait) {
        return SagaMatrix.of(
                Saga.named("short")
                        .startedBy(String.class, name -> name, undo((String name) -> "undo"))
                        .step("only", name -> "go", mustSucceed(), wait)
                        .build(),
                "x");
    }
}
