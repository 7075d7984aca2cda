package checkout.sample.trip;

import checkout.messaging.MessageTypeRegistry.Entry;
import java.util.List;
import java.util.UUID;

/** The contracts of the trip saga. */
public final class TripMessages {
    public static final String EVENTS = "orders.events";
    public static final String COMMANDS = "inventory.commands";
    public static final String REPLIES = "checkout.replies";
    public static final String ENDS = "checkout.events";

    public static final List<Entry> TYPES = List.of(
            new Entry("trips.TripRequested.v1", EVENTS, TripRequested.class),
            new Entry("trips.TripCancelled.v1", EVENTS, TripCancelled.class),
            new Entry("flights.BookFlight.v1", COMMANDS, BookFlight.class),
            new Entry("flights.CancelFlight.v1", COMMANDS, CancelFlight.class),
            new Entry("hotels.BookHotel.v1", COMMANDS, BookHotel.class),
            new Entry("trips.CancelRefused.v1", COMMANDS, CancelRefused.class),
            new Entry("trips.ResolveTrip.v1", COMMANDS, ResolveTrip.class),
            new Entry("trips.Booked.v1", REPLIES, Booked.class),
            new Entry("trips.SoldOut.v1", REPLIES, SoldOut.class),
            new Entry("trips.TripBooked.v1", ENDS, TripBooked.class),
            new Entry("trips.TripFailed.v1", ENDS, TripFailed.class));

    private TripMessages() {}

    public record TripRequested(UUID tripId, UUID customerId, String city) {}

    public record TripCancelled(UUID tripId) {}

    public record BookFlight(UUID tripId, String city) {}

    public record CancelFlight(UUID tripId) {}

    public record BookHotel(UUID tripId, String city) {}

    public record CancelRefused(UUID tripId) {}

    public record ResolveTrip(UUID tripId, String outcome) {}

    public record Booked(UUID tripId) {}

    public record SoldOut(UUID tripId) {}

    public record TripBooked(UUID tripId) {}

    public record TripFailed(UUID tripId, String reason) {}
}
