package checkout.relay.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Tracks whether Kafka has acknowledged all rows that were sent together. */
public final class KafkaSendBatch {

    private final AtomicInteger unacknowledged;
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    private final long sentAtNanos = System.nanoTime();

    KafkaSendBatch(int rows) {
        this.unacknowledged = new AtomicInteger(rows);
        if (rows == 0) {
            acknowledged.complete(null);
        }
    }

    void oneAcknowledged() {
        if (unacknowledged.decrementAndGet() == 0) {
            acknowledged.complete(null);
        }
    }

    void failed(Exception failure) {
        acknowledged.completeExceptionally(failure);
    }

    public boolean isAcknowledged() {
        return acknowledged.isDone() && !acknowledged.isCompletedExceptionally();
    }

    /** Fails if Kafka has not accepted a row. */
    public void awaitAcknowledgement() {
        acknowledged.join();
    }

    public long sentAtNanos() {
        return sentAtNanos;
    }
}
