package checkout.lab.scenario.context;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** How the reads of the catalogue were answered. */
public final class CatalogueAnswers {

    private final AtomicLong reads = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    public void addAnswered() {
        reads.incrementAndGet();
    }

    /**
     * A read got no list of products.
     *
     * @param description when it was read, and what the answer was
     */
    public void addFailed(String description) {
        reads.incrementAndGet();
        failures.add(description);
    }

    public long reads() {
        return reads.get();
    }

    /** The reads that got no list of products. */
    public List<String> failures() {
        return List.copyOf(failures);
    }
}
