package checkout.order.progress;

import checkout.contracts.RejectionReason;
import checkout.order.orders.Order;
import checkout.order.orders.OrderStatus;
import checkout.order.returns.OrderReturn;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskExecutor;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One client that follows one checkout: sends it every event once, in order. The stream completes when the checkout and
 * all its returns have ended; a stream opened while a return is pending ends with that return.
 */
final class ProgressStream {
    private final UUID checkout;
    private final SseEmitter client;
    private final AtomicBoolean sending = new AtomicBoolean();

    /** Whether an update came while another one was being sent. */
    private final AtomicBoolean missed = new AtomicBoolean();

    private volatile Runnable whenOver = () -> {};
    private int lastSent;

    /** @param lastSent the number of the last event that the client received over an earlier connection */
    ProgressStream(UUID checkout, SseEmitter client, int lastSent) {
        this.checkout = checkout;
        this.client = client;
        this.lastSent = lastSent;
    }

    /** The data of an event. */
    record Progress(
            UUID checkoutId,
            ProgressStage stage,
            Instant at,
            OrderStatus status,
            @Nullable RejectionReason reason) {}

    UUID checkout() {
        return checkout;
    }

    /**
     * Has this run when nothing more is sent, once or several times. The emitter alone does not tell: its own callbacks are
     * not called if it completes, or its client leaves, before the request's thread has handed it to the server.
     */
    void whenOver(Runnable action) {
        whenOver = action;
        client.onCompletion(action);
        client.onTimeout(this::complete);
    }

    /**
     * Updates the client in a task of its own. While an earlier task still waits for the client, nothing is sent; when it is
     * done, {@code again} has to read what is left.
     */
    void updateOn(
            TaskExecutor executor, Order order, List<ProgressEvent> events, List<OrderReturn> returns, Runnable again) {
        if (!sendOn(executor, () -> update(order, events, returns), again)) {
            missed.set(true);
            if (!sending.get() && missed.compareAndSet(true, false)) {
                again.run();
            }
        }
    }

    /** A client that is being sent something needs no heartbeat. */
    void sendHeartbeatOn(TaskExecutor executor, Runnable again) {
        boolean unused = sendOn(executor, this::sendHeartbeat, again);
    }

    private boolean sendOn(TaskExecutor executor, Runnable send, Runnable again) {
        if (!sending.compareAndSet(false, true)) {
            return false;
        }
        executor.execute(() -> {
            try {
                send.run();
            } finally {
                sending.set(false);
                if (missed.compareAndSet(true, false)) {
                    again.run();
                }
            }
        });
        return true;
    }

    /**
     * Sends the events that the client has not received, and completes the stream when nothing is pending. Whether the
     * checkout and its returns have ended is read from the database.
     */
    private synchronized void update(Order order, List<ProgressEvent> events, List<OrderReturn> returns) {
        try {
            send(ProgressStage.PLACED, order.placedAt(), OrderStatus.PENDING, null);
            for (ProgressEvent event : events) {
                if (!event.stage().isFinal()) {
                    send(event.stage(), event.at(), OrderStatus.PENDING, null);
                }
            }
            if (order.finishedAt() != null) {
                ProgressStage end =
                        order.status() == OrderStatus.CONFIRMED ? ProgressStage.CONFIRMED : ProgressStage.REJECTED;
                send(end, order.finishedAt(), order.status(), order.reason());
                for (ReturnProgressEvent event : ReturnProgressEvent.of(returns)) {
                    send(event.number(), "return", event.data());
                }
                if (returns.stream().allMatch(OrderReturn::isFinished)) {
                    complete();
                }
            }
        } catch (IOException | RuntimeException disconnected) {
            fail(disconnected);
        }
    }

    /** Ends the stream. A client that has not received everything connects again, and gets what is left. */
    void complete() {
        whenOver.run();
        client.complete();
    }

    private void fail(Exception disconnected) {
        whenOver.run();
        client.completeWithError(disconnected);
    }

    private void send(ProgressStage stage, Instant at, OrderStatus status, @Nullable RejectionReason reason)
            throws IOException {
        send(stage.number(), "progress", new Progress(checkout, stage, at, status, reason));
    }

    private void send(int number, String name, Record data) throws IOException {
        if (number > lastSent) {
            client.send(
                    SseEmitter.event().id(Integer.toString(number)).name(name).data(data));
            lastSent = number;
        }
    }

    /** Keeps proxies from closing an idle connection, and detects a client that has disconnected. */
    private synchronized void sendHeartbeat() {
        try {
            client.send(SseEmitter.event().comment("still here"));
        } catch (IOException | RuntimeException disconnected) {
            fail(disconnected);
        }
    }
}
