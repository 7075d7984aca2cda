package checkout.sample.trip;

import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static checkout.saga.engine.definition.StepOption.pivot;
import static checkout.saga.engine.definition.StepOption.undo;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.runtime.SagaType;
import checkout.sample.trip.TripMessages.CancelRefused;
import checkout.sample.trip.TripMessages.ResolveTrip;
import checkout.sample.trip.TripMessages.TripCancelled;
import checkout.sample.trip.TripMessages.TripRequested;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Books a flight, then a hotel; without the hotel the flight is cancelled. */
@Configuration(proxyBeanMethods = false)
public class TripSaga {
    static final Saga<Trip> V1 = Saga.named("trip")
            .version(1)
            .startedBy(TripRequested.class, Trip::of, nothingToUndo())
            .step("book flight", Trip::bookFlight, undo(Trip::cancelFlight))
            .step("book hotel", Trip::bookHotel, pivot())
            .build();

    @Bean
    SagaType<Trip> trips() {
        return SagaType.of(Trip.class, SagaVersions.of(V1))
                .startedBy(TripRequested.class, TripRequested::tripId)
                .cancelledBy(TripCancelled.class, TripCancelled::tripId, CancelRefused::new)
                .keyedBy(Trip::customerId)
                .onCompleted(Trip::booked)
                .onCompensated(Trip::failed)
                .onResolved("BOOKED", "CANCELLED", (id, key, outcome) -> new ResolveTrip(id, outcome.name()));
    }
}
