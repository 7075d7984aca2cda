package checkout.saga.engine.definition;

import static checkout.saga.engine.definition.Saga.step;
import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.backoff;
import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static checkout.saga.engine.definition.StepOption.pivot;
import static checkout.saga.engine.definition.StepOption.timeout;
import static checkout.saga.engine.definition.StepOption.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.Trip;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A definition that cannot be carried out is refused with a message that says what to change. */
class DefinitionTest {

    private static SagaBuilder<String> saga() {
        return Saga.named("s").startedBy(String.class, name -> name, undo((String data) -> "undo"));
    }

    private static StepOption<String> undoable() {
        return undo((String data) -> "undo");
    }

    private static String go(String data) {
        return "go " + data;
    }

    private static void refuses(Runnable building, String message) {
        assertThatIllegalArgumentException().isThrownBy(building::run).withMessageContaining(message);
    }

    @Test
    void readsAsAListWithTheStartFirst() {
        assertThat(Checkout.SAGA.positions())
                .extracting(StepGroup::name)
                .containsExactly("start", "reserve stock", "authorize payment", "confirm order");
        assertThat(Checkout.SAGA.positions())
                .extracting(StepGroup::mustSucceed)
                .containsExactly(false, false, false, true);
    }

    @Test
    void refusesASagaWithoutAStep() {
        refuses(() -> saga().build(), "has no step");
    }

    @Test
    void refusesAStepWithoutOrWithSeveralKindsOfUndo() {
        refuses(() -> saga().step("a", DefinitionTest::go), "step 'a' must have exactly one of");
        refuses(() -> saga().step("a", DefinitionTest::go, undoable(), nothingToUndo()), "exactly one of");
        refuses(() -> saga().step("a", DefinitionTest::go, pivot(), mustSucceed()), "exactly one of");
        refuses(() -> saga().step("a", DefinitionTest::go, pivot(), undoable()), "exactly one of");
        refuses(() -> saga().step("a", DefinitionTest::go, pivot(), nothingToUndo()), "exactly one of");
    }

    @Test
    void refusesAStepThatCanBeUndoneAfterThePointOfNoReturn() {
        refuses(
                () -> saga().step("a", DefinitionTest::go, mustSucceed())
                        .step("b", DefinitionTest::go, undoable())
                        .build(),
                "cannot undo 'b', which comes after 'a'; use mustSucceed()");
        refuses(
                () -> saga().step("a", DefinitionTest::go, pivot())
                        .step("b", DefinitionTest::go, nothingToUndo())
                        .build(),
                "cannot undo 'b', which comes after 'a'; use mustSucceed()");
    }

    @Test
    void refusesASecondPivotAndAPivotPastThePointOfNoReturn() {
        for (StepOption<String> before : List.of(StepOption.<String>pivot(), StepOption.<String>mustSucceed())) {
            refuses(
                    () -> saga().step("a", DefinitionTest::go, before)
                            .step("c", DefinitionTest::go, mustSucceed())
                            .step("b", DefinitionTest::go, pivot())
                            .build(),
                    "has its pivot 'b' after 'a'");
        }
    }

    @Test
    void refusesAPivotInAGroup() {
        refuses(
                () -> saga().group(
                                "g", step("a", DefinitionTest::go, pivot()), step("b", DefinitionTest::go, undoable()))
                        .build(),
                "has its pivot 'a' in group 'g'");
        refuses(
                () -> saga().group(
                                "g", step("a", DefinitionTest::go, undoable()), step("b", DefinitionTest::go, pivot()))
                        .build(),
                "has its pivot 'b' in group 'g'");
    }

    @Test
    void takesOnePivotFollowedByStepsThatMustSucceed() {
        assertThat(Trip.list().build().positions())
                .extracting(StepGroup::pivot)
                .containsExactly(false, false, true, false);
        assertThat(Trip.list().build().positions())
                .extracting(StepGroup::mustSucceed)
                .containsExactly(false, false, false, true);
    }

    @Test
    void refusesAGroupThatMixesStepsThatMustSucceedWithOthers() {
        refuses(
                () -> saga().group(
                                "g",
                                step("a", DefinitionTest::go, undoable()),
                                step("b", DefinitionTest::go, mustSucceed()))
                        .build(),
                "in group 'g'");
        refuses(() -> saga().group("g", step("a", DefinitionTest::go, undoable())), "at least two steps");
    }

    @Test
    void refusesNamesThatAreTakenReservedOrEmpty() {
        for (String taken : List.of("a", Saga.START, Saga.DEADLINE)) {
            refuses(
                    () -> saga().step("a", DefinitionTest::go, undoable())
                            .step(taken, DefinitionTest::go, undoable())
                            .build(),
                    "has the name '" + taken + "' twice");
        }
        refuses(() -> saga().step(" ", DefinitionTest::go, undoable()), "must have a name");
        refuses(() -> Saga.named(""), "must have a name");
        refuses(() -> Saga.named("s").version(0), "a version of at least 1");
    }

    @Test
    void refusesAPivotAtTheStart() {
        for (StepOption<String> option : List.of(StepOption.<String>pivot(), StepOption.<String>mustSucceed())) {
            refuses(
                    () -> Saga.named("s")
                            .startedBy(String.class, name -> name, option)
                            .step("a", DefinitionTest::go, mustSucceed())
                            .build(),
                    "at its start");
        }
    }

    @Test
    void refusesWaitsAndAttemptsThatAreNotPositive() {
        Duration second = Duration.ofSeconds(1);
        refuses(
                () -> saga().step("a", DefinitionTest::go, undoable(), timeout(Duration.ZERO)),
                "timeout must be longer");
        refuses(() -> saga().step("a", DefinitionTest::go, undoable(), attempts(0)), "attempts must be at least 1");
        refuses(
                () -> saga().step("a", DefinitionTest::go, undoable(), backoff(second, Duration.ofMillis(1))),
                "must not be shorter");
        refuses(() -> saga().deadline(Duration.ofSeconds(-1)), "deadline must be longer");
        refuses(() -> Checkout.SAGA.withDeadline(Duration.ZERO), "deadline must be longer");
    }

    @Test
    void decidesOnlyOnSagasOfItsOwnVersion() {
        var state = SagaEngine.start(
                        saga().step("a", DefinitionTest::go, undoable()).build(), "x")
                .state();

        refuses(
                () -> SagaEngine.decide(Checkout.SAGA, state, new Checkout("x", null), new SagaInput.CancelRequested()),
                "a saga 's' of version 1 was given to 'checkout' of version 1");
    }
}
