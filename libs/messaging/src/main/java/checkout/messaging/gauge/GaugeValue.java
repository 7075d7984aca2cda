package checkout.messaging.gauge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The value of one gauge of this system. What is not known at the moment has no value. */
public record GaugeValue(String name, Map<String, String> tags, double value) {
    private static final String OURS = "checkout.";

    /** The values of all gauges whose names begin with {@code checkout.}; those of libraries are left out. */
    public static List<GaugeValue> of(MeterRegistry meters) {
        List<GaugeValue> values = new ArrayList<>();
        meters.forEachMeter(meter -> {
            if (meter instanceof Gauge gauge && meter.getId().getName().startsWith(OURS)) {
                double value = gauge.value();
                if (Double.isFinite(value)) {
                    values.add(new GaugeValue(
                            meter.getId().getName(), tags(meter.getId().getTags()), value));
                }
            }
        });
        return values;
    }

    private static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> byKey = new TreeMap<>();
        tags.forEach(tag -> byKey.put(tag.getKey(), tag.getValue()));
        return byKey;
    }

    /** The value of a tag; empty if the gauge has no such tag. */
    public String tag(String key) {
        return tags.getOrDefault(key, "");
    }
}
