package checkout.saga.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.OrderPlaced;
import checkout.saga.engine.Checkout.PaymentAuthorized;
import checkout.saga.engine.Party;
import checkout.saga.engine.Trip;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.StepOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The engine against every fault at every step of the sample sagas; the number of cases never drops. */
class SagaMatrixTest {

    private static final SagaMatrix<Checkout> CHECKOUT = SagaMatrix.of(Checkout.SAGA, new OrderPlaced("c-1"))
            .replying("authorize payment", new PaymentAuthorized("a-1"));
    private static final SagaMatrix<Party> PARTY = SagaMatrix.of(Party.list().build(), "ann");
    private static final SagaMatrix<Trip> TRIP =
            SagaMatrix.of(Trip.list().build(), "ann").replying("buy the flight", new PaymentAuthorized("a-1"));

    @TestFactory
    Stream<DynamicTest> everyFaultAtEveryStepOfTheCheckout() {
        return CHECKOUT.everyFaultAtEveryStep();
    }

    @TestFactory
    Stream<DynamicTest> everyFaultAtEveryStepOfASagaWithGroups() {
        return PARTY.everyFaultAtEveryStep();
    }

    @TestFactory
    Stream<DynamicTest> everyFaultAtEveryStepOfASagaWithAPivot() {
        return TRIP.everyFaultAtEveryStep();
    }

    @Test
    void coversAsManyCasesAsEver() {
        assertThat(CHECKOUT.size()).isEqualTo(50_436);
        assertThat(PARTY.size()).isEqualTo(125_098);
        assertThat(TRIP.size()).isEqualTo(71_504);
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
                        .startedBy(String.class, name -> name, StepOption.undo((String name) -> "undo"))
                        .step("only", name -> "go", StepOption.mustSucceed(), wait)
                        .build(),
                "x");
    }
}
