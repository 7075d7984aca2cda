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
 * @param returns the latest ones in the order in which they were requested, null if there are none
 * @param moreReturns where all returns are listed, null if {@code returns} has them all
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
        @Nullable List<ReturnView> returns,
        @Nullable String moreReturns) {
    /** How many returns a checkout shows; a list of checkouts would otherwise have no limit. */
    static final int MAX_RETURNS = 20;

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
                null,
                null);
    }

    /** An order that has no returns. */
    public static OrderView of(Order order) {
        return of(order, List.of());
    }

    /** @param returns the latest, one more than are shown if there are so many */
    static OrderView of(Order order, List<OrderReturn> returns) {
        List<OrderReturn> shown = returns.subList(Math.max(0, returns.size() - MAX_RETURNS), returns.size());
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
                shown.isEmpty() ? null : shown.stream().map(ReturnView::of).toList(),
                shown.size() < returns.size() ? "/v1/checkouts/%s/returns".formatted(order.id()) : null);
    }
}
