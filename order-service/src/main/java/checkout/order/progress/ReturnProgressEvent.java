package checkout.order.progress;

import checkout.contracts.Money;
import checkout.contracts.ReturnRefusalReason;
import checkout.order.returns.OrderReturn;
import checkout.order.returns.ReturnStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The request or the end of a return, with its number among the events of the checkout. */
record ReturnProgressEvent(int number, ReturnProgress data) {
    /** Above the numbers of all stages: a return begins after its checkout has ended. */
    private static final int FIRST_NUMBER = 100;

    /** The data of an event. */
    record ReturnProgress(
            UUID checkoutId,
            UUID returnId,
            ReturnStatus status,
            Instant at,
            Money refund,
            @Nullable ReturnRefusalReason refusalReason) {}

    /** The events of all returns of a checkout in the order in which they happened. */
    static List<ReturnProgressEvent> of(List<OrderReturn> returns) {
        return returns.stream()
                .flatMap(ReturnProgressEvent::of)
                .sorted(Comparator.comparing(ReturnProgressEvent::number))
                .toList();
    }

    private static Stream<ReturnProgressEvent> of(OrderReturn returned) {
        ReturnProgressEvent requested =
                event(returned.requestedEvent(), returned, ReturnStatus.PENDING, returned.requestedAt(), null);
        if (returned.finishedEvent() == null || returned.finishedAt() == null) {
            return Stream.of(requested);
        }
        return Stream.of(
                requested,
                event(
                        returned.finishedEvent(),
                        returned,
                        returned.status(),
                        returned.finishedAt(),
                        returned.refusalReason()));
    }

    private static ReturnProgressEvent event(
            int number,
            OrderReturn returned,
            ReturnStatus status,
            Instant at,
            @Nullable ReturnRefusalReason refusalReason) {
        return new ReturnProgressEvent(
                FIRST_NUMBER + number,
                new ReturnProgress(returned.orderId(), returned.id(), status, at, returned.refund(), refusalReason));
    }
}
