package checkout.messaging.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the values of gauges; declare a bean of this type to have them read by a job and shown. */
public interface GaugeSource {
    /** Names the source in the gauge that shows the age of its values. */
    String name();

    /** Reads all values now. What is not among them is not shown. */
    List<Reading> read();

    /**
     * A gauge.
     *
     * @param unit null for a plain number
     */
    record Gauge(String name, @Nullable String unit, String description) {
        public Reading is(double value, String... tags) {
            return new Reading(this, Tags.of(tags), value);
        }
    }

    /** A value of a gauge. */
    record Reading(Gauge gauge, Tags tags, double value) {}
}
