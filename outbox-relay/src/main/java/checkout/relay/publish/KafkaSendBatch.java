package checkout.relay.publish;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Tracks whether all rows that were sent together are acknowledged by Kafka, or kept because Kafka refused them. */
public final class KafkaSendBatch {

    private final List<CommittedOutboxRow> rows;
    private final long bytes;
    private final AtomicInteger unacknowledged;
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    private final long sentAtNanos = System.nanoTime();

    public KafkaSendBatch(List<CommittedOutboxRow> rows) {
        this.rows = rows;
        this.bytes =
                rows.stream().mapToLong(CommittedOutboxRow::approximateBytes).sum();
        this.unacknowledged = new AtomicInteger(rows.size());
        if (rows.isEmpty()) {
            acknowledged.complete(null);
        }
    }

    List<CommittedOutboxRow> rows() {
        return rows;
    }

    /** Roughly how much memory its rows take. */
    public long approximateBytes() {
        return bytes;
    }

    void oneAcknowledged() {
        if (unacknowledged.decrementAndGet() == 0) {
            acknowledged.complete(null);
        }
    }

    void fail(PublishFailedException failure) {
        acknowledged.completeExceptionally(failure);
    }

    public boolean isAcknowledged() {
        return acknowledged.isDone() && !acknowledged.isCompletedExceptionally();
    }

    /** Waits for the acknowledgement; throws the {@link PublishFailedException} if a row was not published. */
    public void awaitAcknowledgement() {
        try {
            acknowledged.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof PublishFailedException failure ? failure : e;
        }
    }

    /** Waits for the acknowledgement or the failure, but not longer than this. */
    public void awaitAtMost(Duration patience) throws InterruptedException {
        try {
            acknowledged.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException notAcknowledged) {
            // the caller looks at the state again
        }
    }

    public long sentAtNanos() {
        return sentAtNanos;
    }
}
