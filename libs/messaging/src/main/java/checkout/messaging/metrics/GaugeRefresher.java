package checkout.messaging.metrics;

import checkout.messaging.metrics.GaugeSource.Gauge;
import checkout.messaging.metrics.GaugeSource.Reading;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<String, MultiGauge> shown = new HashMap<>();
    private volatile long readAt = System.nanoTime();
    private boolean failing;

    GaugeRefresher(GaugeSource source, MeterRegistry meters, Duration staleAfter) {
        this.source = source;
        this.meters = meters;
        this.staleAfter = staleAfter;
        io.micrometer.core.instrument.Gauge.builder("checkout.gauges.age", this, GaugeRefresher::ageSeconds)
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
                shown.values().forEach(gauge -> gauge.register(List.of(), true));
            }
        }
    }

    private double ageSeconds() {
        return (System.nanoTime() - readAt) / NANOS;
    }

    private void show(List<Reading> readings) {
        Map<Gauge, List<MultiGauge.Row<?>>> rows = new HashMap<>();
        for (Reading reading : readings) {
            rows.computeIfAbsent(reading.gauge(), gauge -> new ArrayList<>())
                    .add(MultiGauge.Row.of(reading.tags(), reading.value()));
        }
        rows.forEach((gauge, values) -> gauge(gauge).register(values, true));
        shown.forEach((name, gauge) -> {
            if (rows.keySet().stream().noneMatch(each -> each.name().equals(name))) {
                gauge.register(List.of(), true);
            }
        });
    }

    private MultiGauge gauge(Gauge gauge) {
        return shown.computeIfAbsent(gauge.name(), name -> MultiGauge.builder(name)
                .description(gauge.description())
                .baseUnit(gauge.unit())
                .register(meters));
    }
}
