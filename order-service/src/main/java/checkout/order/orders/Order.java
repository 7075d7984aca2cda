package checkout.order.orders;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.RejectionReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One checkout: what was bought for how much, and how it ended. */
public record Order(
        UUID id,
        String storefront,
        String customerId,
        OrderStatus status,
        @Nullable RejectionReason reason,
        List<OrderLine> lines,
        Money total,
        String paymentMethod,
        boolean cancelRequested,
        boolean cancelRefused,
        Instant placedAt,
        @Nullable Instant finishedAt) {
    /** Whether a cancellation can no longer change anything: the order has ended, or its cancellation was refused. */
    public boolean isCancellationDecided() {
        return status.isFinal() || cancelRefused;
    }
}
