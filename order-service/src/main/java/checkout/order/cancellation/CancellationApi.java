package checkout.order.cancellation;

import checkout.contracts.RejectionReason;
import checkout.order.orders.CheckoutIds;
import checkout.order.orders.Order;
import checkout.order.request.LongRequests;
import checkout.order.view.OrderView;
import checkout.web.ProblemException;
import java.security.Principal;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/checkouts/{id}/cancel}: answers as soon as the cancellation is decided, or after a timeout. */
@RestController
class CancellationApi {
    private final Cancellation cancellation;
    private final CancellationWaiters waiters;
    private final LongRequests longRequests;

    CancellationApi(Cancellation cancellation, CancellationWaiters waiters, LongRequests longRequests) {
        this.cancellation = cancellation;
        this.waiters = waiters;
        this.longRequests = longRequests;
    }

    @PostMapping("/v1/checkouts/{id}/cancel")
    CompletableFuture<ResponseEntity<OrderView>> cancel(@PathVariable String id, Principal storefront) {
        UUID checkout = CheckoutIds.parse(id);
        Order requested = longRequests.lockingOrder(
                storefront.getName(), () -> cancellation.request(checkout, storefront.getName()));
        return waiters.decision(requested)
                .thenApply(order -> ResponseEntity.accepted().body(OrderView.of(unlessTooLate(order))));
    }

    /** The order if it is cancelled or still may be. */
    private static Order unlessTooLate(Order order) {
        if (order.reason() == RejectionReason.CANCELLED || !order.isCancellationDecided()) {
            return order;
        }
        throw new ProblemException(HttpStatus.CONFLICT, "past-cancelling", "Too late to cancel", advice(order))
                .with("checkoutStatus", order.status());
    }

    private static String advice(Order order) {
        return switch (order.status()) {
            case PENDING ->
                "The checkout is too far along to be undone, or its start has not arrived. Wait until it has ended; if it is CONFIRMED"
                        + " then, take it back as a return.";
            case CONFIRMED -> "The checkout is CONFIRMED already; take it back as a return.";
            case REJECTED ->
                "The checkout is REJECTED already (%s); nothing is charged and there is nothing to cancel."
                        .formatted(order.reason());
        };
    }
}
