package checkout.saga.testkit;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.OrderPlaced;
import checkout.saga.engine.Checkout.PaymentAuthorized;
import checkout.saga.engine.Party;
import checkout.saga.engine.Trip;
import checkout.saga.engine.definition.Saga;

/** The engine's sample sagas, started. */
public final class SampleSagas {

    private static final PaymentAuthorized AUTHORIZED = new PaymentAuthorized("a-1");

    private SampleSagas() {}

    public static SagaFixture<Checkout> givenACheckout() {
        return SagaFixture.given(Checkout.SAGA)
                .replying("authorize payment", AUTHORIZED)
                .startedBy(new OrderPlaced("c-1"));
    }

    public static SagaFixture<Party> givenAParty() {
        return SagaFixture.given(Party.list().build()).startedBy("ann");
    }

    public static SagaFixture<Trip> givenATrip(Saga<Trip> saga) {
        return SagaFixture.given(saga).replying("buy the flight", AUTHORIZED).startedBy("ann");
    }
}
