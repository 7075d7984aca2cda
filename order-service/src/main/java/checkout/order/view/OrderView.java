package checkout.order.view;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.RejectionReason;
import checkout.order.orders.Order;
import checkout.order.orders.OrderStatus;
import checkout.order.returns.OrderReturn;
import checkout.order.returns.ReturnView;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checkout in answers of the API.
 *
 * @param returns in the order in which they were requested, null if there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderView(
        UUID checkoutId,
        OrderStatus status,
        @Nullable RejectionReason reason,
        String customerId,
        List<OrderLine> lines,
        Money total,
        String paymentMethod,
        @Nullable Boolean cancelRequested,
        @Nullable Boolean cancelRefused,
        Instant placedAt,
        @Nullable Instant finishedAt,
        @Nullable List<ReturnView> returns) {
    /** A checkout that was just accepted. */
    public static OrderView asPlaced(
            UUID id, String customerId, List<OrderLine> lines, Money total, String paymentMethod, Instant placedAt) {
        return new OrderView(
                id,
                OrderStatus.PENDING,
                null,
                customerId,
                lines,
                total,
                paymentMethod,
                null,
                null,
                placedAt,
                null,
                null);
    }

    /** An order that has no returns. */
    public static OrderView of(Order order) {
        return of(order, List.of());
    }

    static OrderView of(Order order, List<OrderReturn> returns) {
        return new OrderView(
                order.id(),
                order.status(),
                order.reason(),
                order.customerId(),
                order.lines(),
                order.total(),
                order.paymentMethod(),
                order.cancelRequested() ? true : null,
                order.cancelRefused() ? true : null,
                order.placedAt(),
                order.finishedAt(),
                returns.isEmpty() ? null : returns.stream().map(ReturnView::of).toList());
    }
}
