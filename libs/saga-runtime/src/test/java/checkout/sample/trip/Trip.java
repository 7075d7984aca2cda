package checkout.sample.trip;

import checkout.saga.engine.definition.AbortCause;
import checkout.sample.trip.TripMessages.BookFlight;
import checkout.sample.trip.TripMessages.BookHotel;
import checkout.sample.trip.TripMessages.CancelFlight;
import checkout.sample.trip.TripMessages.TripBooked;
import checkout.sample.trip.TripMessages.TripFailed;
import checkout.sample.trip.TripMessages.TripRequested;
import java.util.UUID;

/** The data of a trip's saga. */
public record Trip(UUID id, UUID customerId, String city) {
    static Trip of(TripRequested requested) {
        return new Trip(requested.tripId(), requested.customerId(), requested.city());
    }

    BookFlight bookFlight() {
        return new BookFlight(id, city);
    }

    CancelFlight cancelFlight() {
        return new CancelFlight(id);
    }

    BookHotel bookHotel() {
        return new BookHotel(id, city);
    }

    TripBooked booked() {
        return new TripBooked(id);
    }

    TripFailed failed(AbortCause cause) {
        return new TripFailed(id, cause.code());
    }
}
