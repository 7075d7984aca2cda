package checkout.messaging.metrics;

import checkout.messaging.metrics.GaugeSource.Reading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what a source has read. If it could not be read for some time its gauges vanish, because an old value would look like a
 * healthy one; the age of the values stays.
 */
final class GaugeRefresher {
    private static final Logger log = LoggerFactory.getLogger(GaugeRefresher.class);
    private static final double NANOS = 1e9;

    private final GaugeSource source;
    private final MeterRegistry meters;
    private final Duration staleAfter;
    private final Map<Series, Shown> shown = new HashMap<>();
    private volatile long readAt = System.nanoTime();
    private boolean failing;

    GaugeRefresher(GaugeSource source, MeterRegistry meters, Duration staleAfter) {
        this.source = source;
        this.meters = meters;
        this.staleAfter = staleAfter;
        Gauge.builder("checkout.gauges.age", this, GaugeRefresher::ageSeconds)
                .description("How long ago the gauges of this source were last read")
                .baseUnit("seconds")
                .tag("source", source.name())
                .register(meters);
    }

    /** Runs on one thread at a time. */
    void refresh() {
        try {
            show(source.read());
            readAt = System.nanoTime();
            failing = false;
        } catch (RuntimeException unavailable) {
            if (!failing) {
                failing = true;
                log.warn("The gauges of {} could not be read; tried again: {}", source.name(), unavailable.toString());
            }
            if (System.nanoTime() - readAt > staleAfter.toNanos()) {
                hideAllBut(Set.of());
            }
        }
    }

    private double ageSeconds() {
        return (System.nanoTime() - readAt) / NANOS;
    }

    private void show(List<Reading> readings) {
        Set<Series> read = new HashSet<>();
        for (Reading reading : readings) {
            Series series = new Series(reading.gauge().name(), reading.tags());
            read.add(series);
            shown.computeIfAbsent(series, added -> new Shown(reading, meters)).value = reading.value();
        }
        hideAllBut(read);
    }

    private void hideAllBut(Set<Series> read) {
        shown.entrySet().removeIf(each -> {
            boolean isGone = !read.contains(each.getKey());
            if (isGone) {
                meters.remove(each.getValue().gauge);
            }
            return isGone;
        });
    }

    private record Series(String name, Tags tags) {}

    /**
     * A gauge with the value that was read last. It stays registered while its value changes: if it were replaced, who reads the
     * metrics at that moment would find it twice, which is an error, or not at all.
     */
    private static final class Shown {
        final Gauge gauge;
        volatile double value;

        Shown(Reading reading, MeterRegistry meters) {
            value = reading.value();
            gauge = Gauge.builder(reading.gauge().name(), this, shown -> shown.value)
                    .description(reading.gauge().description())
                    .baseUnit(reading.gauge().unit())
                    .tags(reading.tags())
                    .register(meters);
        }
    }
}
