package checkout.relay.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Rows that were sent together, and whether Kafka has acknowledged them all. */
public final class SendBatch {

    private final AtomicInteger unacknowledged;
    private final CompletableFuture<Void> complete = new CompletableFuture<>();
    private final long sentAtNanos = System.nanoTime();

    SendBatch(int rows) {
        this.unacknowledged = new AtomicInteger(rows);
        if (rows == 0) {
            complete.complete(null);
        }
    }

    void oneAcknowledged() {
        if (unacknowledged.decrementAndGet() == 0) {
            complete.complete(null);
        }
    }

    public boolean isAcknowledged() {
        return complete.isDone();
    }

    public void awaitAcknowledgement() {
        complete.join();
    }

    public long sentAtNanos() {
        return sentAtNanos;
    }
}
