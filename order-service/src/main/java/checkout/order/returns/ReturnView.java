package checkout.order.returns;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.ReturnRefusalReason;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A return in answers of the API.
 *
 * @param refusalReason why the return was REFUSED
 * @param reason why the customer returns the items
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReturnView(
        UUID returnId,
        UUID checkoutId,
        ReturnStatus status,
        @Nullable ReturnRefusalReason refusalReason,
        List<OrderLine> lines,
        Money refund,
        @Nullable String reason,
        Instant requestedAt,
        @Nullable Instant finishedAt) {
    public static ReturnView of(OrderReturn returned) {
        return new ReturnView(
                returned.id(),
                returned.orderId(),
                returned.status(),
                returned.refusalReason(),
                returned.lines(),
                returned.refund(),
                returned.reason(),
                returned.requestedAt(),
                returned.finishedAt());
    }

    /** A return that was just requested. */
    static ReturnView asRequested(OrderReturn returned) {
        return new ReturnView(
                returned.id(),
                returned.orderId(),
                ReturnStatus.PENDING,
                null,
                returned.lines(),
                returned.refund(),
                returned.reason(),
                returned.requestedAt(),
                null);
    }
}
