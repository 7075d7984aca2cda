package checkout.relay.publish;

import java.util.concurrent.atomic.AtomicInteger;

/** Rows that were sent together, and whether Kafka has acknowledged them all. */
public final class Shipment {

    private final AtomicInteger unacknowledged;
    private final long sentAtNanos = System.nanoTime();

    Shipment(int rows) {
        this.unacknowledged = new AtomicInteger(rows);
    }

    void oneAcknowledged() {
        unacknowledged.decrementAndGet();
    }

    public boolean isAcknowledged() {
        return unacknowledged.get() == 0;
    }

    public long sentAtNanos() {
        return sentAtNanos;
    }
}
