package checkout.order.availability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts how reads of the availability were answered, and what became of the requests to inventory-service. */
final class AvailabilityMeters {
    private final Map<Read, Counter> reads = new EnumMap<>(Read.class);
    private final Counter renewed;
    private final Counter failed;
    private final Counter notSent;

    /** How a read was answered. */
    enum Read {
        FRESH,
        STALE,
        WAITED,
        UNKNOWN
    }

    AvailabilityMeters(MeterRegistry meters) {
        for (Read read : Read.values()) {
            reads.put(
                    read,
                    Counter.builder("checkout.availability.reads")
                            .description("Reads of the availability of products, by how they were answered")
                            .tag("answer", name(read))
                            .register(meters));
        }
        renewed = requests(meters, "answered");
        failed = requests(meters, "failed");
        notSent = requests(meters, "not-sent");
    }

    private static Counter requests(MeterRegistry meters, String outcome) {
        return Counter.builder("checkout.availability.requests")
                .description("Requests to inventory-service for the availability of products")
                .tag("outcome", outcome)
                .register(meters);
    }

    private static String name(Read read) {
        return read.name().toLowerCase(Locale.ROOT);
    }

    void read(Read read) {
        Objects.requireNonNull(reads.get(read)).increment();
    }

    void renewed() {
        renewed.increment();
    }

    void failed() {
        failed.increment();
    }

    /** Not sent, because the circuit breaker is open. */
    void notSent() {
        notSent.increment();
    }

    Map<String, Long> readCounts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        reads.forEach((read, counter) -> counts.put(name(read), (long) counter.count()));
        return counts;
    }

    Map<String, Long> requestCounts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("answered", (long) renewed.count());
        counts.put("failed", (long) failed.count());
        counts.put("notSent", (long) notSent.count());
        return counts;
    }
}
