package checkout.order.returns;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.ReturnRefusalReason;
import checkout.contracts.ReturnRequested;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One return: which items of an order, for which refund, and how it ended.
 *
 * @param reason why the customer returns the items
 * @param requestedEvent the number of the request among the events of all returns of the order
 * @param finishedEvent the number of its end
 */
public record OrderReturn(
        UUID id,
        UUID orderId,
        String idempotencyKey,
        String fingerprint,
        ReturnStatus status,
        @Nullable ReturnRefusalReason refusalReason,
        List<OrderLine> lines,
        Money refund,
        @Nullable String reason,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        int requestedEvent,
        @Nullable Integer finishedEvent) {
    /** The message that starts its saga. */
    public ReturnRequested event() {
        return new ReturnRequested(id, orderId, lines, refund);
    }

    public boolean isFinished() {
        return status != ReturnStatus.PENDING;
    }

    /** Whether its items count as returned, so that they cannot be returned again. */
    boolean countsAsReturned() {
        return switch (status) {
            case PENDING, ACCEPTED -> true;
            case REFUSED -> false;
        };
    }

    int lastEvent() {
        return finishedEvent == null ? requestedEvent : finishedEvent;
    }
}
