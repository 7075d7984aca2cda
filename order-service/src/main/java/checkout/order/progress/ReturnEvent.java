package checkout.order.progress;

import checkout.contracts.Money;
import checkout.contracts.ReturnRefusal;
import checkout.order.returns.Return;
import checkout.order.returns.ReturnStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The request or the end of a return, with its number among the events of the checkout. */
record ReturnEvent(int number, ReturnProgress data) {
    /** Above the numbers of all stages: a return begins after its checkout has ended. */
    private static final int FIRST_NUMBER = 100;

    /** The data of an event. */
    record ReturnProgress(
            UUID checkoutId,
            UUID returnId,
            ReturnStatus status,
            Instant at,
            Money refund,
            @Nullable ReturnRefusal refusalReason) {}

    /** The events of all returns of a checkout in the order in which they happened. */
    static List<ReturnEvent> of(List<Return> returns) {
        return returns.stream()
                .flatMap(ReturnEvent::of)
                .sorted(Comparator.comparing(ReturnEvent::number))
                .toList();
    }

    private static Stream<ReturnEvent> of(Return returned) {
        ReturnEvent requested =
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

    private static ReturnEvent event(
            int number, Return returned, ReturnStatus status, Instant at, @Nullable ReturnRefusal refusalReason) {
        return new ReturnEvent(
                FIRST_NUMBER + number,
                new ReturnProgress(returned.orderId(), returned.id(), status, at, returned.refund(), refusalReason));
    }
}
