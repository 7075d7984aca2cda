package checkout.saga.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.OrderPlaced;
import checkout.saga.engine.Checkout.PaymentAuthorized;
import checkout.saga.engine.Party;
import checkout.saga.engine.Trip;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The engine against every fault at every step of the sample sagas; the number of cases never drops. */
class EveryFaultTest {

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
}
