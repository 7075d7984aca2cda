package checkout.saga.runtime.overview;

import checkout.messaging.gauge.GaugeValue;
import checkout.saga.runtime.peer.Indicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a service says about itself.
 *
 * @param groups its consumer groups
 * @param indicators what else operators should know about it
 */
record ServiceState(List<ConsumerGroup> groups, List<Indicator> indicators) {
    private static final String GROUP = "group";

    /** The answer of {@code /actuator/gauges}. */
    record GaugeReport(List<GaugeValue> gauges) {}

    /**
     * A consumer group over all partitions.
     *
     * @param lagRecords records that it has not handled; null if that is not known
     * @param stalledSeconds for how long it has handled nothing of a partition that has more, the longest of all partitions;
     *     null if that is not known
     * @param works whether the consumer of the instance that was asked does its work
     * @param gaps partitions that are not read, because records are missing
     */
    record ConsumerGroup(
            String name,
            @Nullable Long lagRecords,
            @Nullable Double stalledSeconds,
            boolean works,
            boolean halted,
            long gaps,
            long deferred) {}

    static ServiceState of(List<GaugeValue> gauges, List<Indicator> indicators) {
        Map<String, Map<String, Double>> byGroup = new TreeMap<>();
        for (GaugeValue gauge : gauges) {
            if (gauge.tags().containsKey(GROUP)) {
                Map<String, Double> values = byGroup.computeIfAbsent(gauge.tag(GROUP), group -> new TreeMap<>());
                if (gauge.name().equals("checkout.consumer.stalled")) {
                    values.merge(gauge.name(), gauge.value(), Math::max);
                } else {
                    values.merge(gauge.name(), gauge.value(), Double::sum);
                }
            }
        }
        List<ConsumerGroup> groups = new ArrayList<>();
        byGroup.forEach((name, values) -> groups.add(group(name, values)));
        return new ServiceState(groups, indicators);
    }

    /** A service that cannot read its gauges any more does not show them, which must not look as if they were 0. */
    private static ConsumerGroup group(String name, Map<String, Double> values) {
        Double lag = values.get("checkout.consumer.lag");
        return new ConsumerGroup(
                name,
                lag == null ? null : Long.valueOf(lag.longValue()),
                values.get("checkout.consumer.stalled"),
                values.getOrDefault("checkout.consumer.works", 1.0) > 0,
                values.getOrDefault("checkout.consumer.halted", 0.0) > 0,
                values.getOrDefault("checkout.consumer.gaps", 0.0).longValue(),
                values.getOrDefault("checkout.messages.deferred", 0.0).longValue());
    }
}
