package checkout.sample.trip;

import static checkout.saga.engine.state.SagaPhase.COMPENSATED;
import static checkout.saga.testkit.SagaFixture.given;

import checkout.saga.testkit.FrozenShape;
import checkout.saga.testkit.SagaMatrix;
import checkout.sample.trip.TripMessages.BookHotel;
import checkout.sample.trip.TripMessages.CancelFlight;
import checkout.sample.trip.TripMessages.TripRequested;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Red here: the test in docs/your-own-saga.md does not work as it is shown. */
class TripSagaTest {
    private static final TripRequested REQUESTED = new TripRequested(UUID.randomUUID(), UUID.randomUUID(), "Oslo");

    @TestFactory
    Stream<DynamicTest> everyFaultAtEveryStep() {
        return SagaMatrix.of(TripSaga.V1, REQUESTED).everyFaultAtEveryStep();
    }

    @Test
    void cancelsTheFlightWhenTheHotelIsSoldOut() {
        given(TripSaga.V1)
                .startedBy(REQUESTED)
                .whenDone("book flight")
                .thenSends("book hotel", BookHotel.class)
                .whenRefused("book hotel", "SOLD_OUT")
                .thenUndoes("book flight", CancelFlight.class)
                .whenUndone("book flight")
                .thenIs(COMPENSATED);
    }

    @Test
    void versionOneIsFrozen() {
        FrozenShape.of(TripSaga.V1).matchesRecorded("trip-v1.txt");
    }
}
