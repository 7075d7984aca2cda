package checkout.order.progress;

import checkout.contracts.RejectionReason;
import checkout.order.orders.Order;
import checkout.order.orders.OrderStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One client that watches one checkout: tells it every stage once, in order, and hangs up after the last. */
final class ProgressStream {
    private final UUID checkout;
    private final SseEmitter client;
    private int told;

    /** @param told the number of the last stage the client was told before it came */
    ProgressStream(UUID checkout, SseEmitter client, int told) {
        this.checkout = checkout;
        this.client = client;
        this.told = told;
    }

    /** What an event's data looks like. */
    record Progress(
            UUID checkoutId,
            ProgressStage stage,
            Instant at,
            OrderStatus status,
            @Nullable RejectionReason reason) {}

    UUID checkout() {
        return checkout;
    }

    SseEmitter client() {
        return client;
    }

    /** Tells what the client does not know yet. The order, not the steps, says whether it is over. */
    synchronized void catchUp(Order order, List<ProgressEvent> steps) {
        try {
            tell(ProgressStage.PLACED, order.placedAt(), OrderStatus.PENDING, null);
            for (ProgressEvent step : steps) {
                if (!step.stage().isFinal()) {
                    tell(step.stage(), step.at(), OrderStatus.PENDING, null);
                }
            }
            if (order.finishedAt() != null) {
                ProgressStage last =
                        order.status() == OrderStatus.CONFIRMED ? ProgressStage.CONFIRMED : ProgressStage.REJECTED;
                tell(last, order.finishedAt(), order.status(), order.reason());
                client.complete();
            }
        } catch (IOException | IllegalStateException gone) {
            client.completeWithError(gone);
        }
    }

    private void tell(ProgressStage stage, Instant at, OrderStatus status, @Nullable RejectionReason reason)
            throws IOException {
        if (stage.number() > told) {
            client.send(SseEmitter.event()
                    .id(Integer.toString(stage.number()))
                    .name("progress")
                    .data(new Progress(checkout, stage, at, status, reason)));
            told = stage.number();
        }
    }

    /** Keeps proxies from hanging up, and finds out about a client that did. */
    synchronized void beat() {
        try {
            client.send(SseEmitter.event().comment("still here"));
        } catch (IOException | IllegalStateException gone) {
            client.completeWithError(gone);
        }
    }
}
