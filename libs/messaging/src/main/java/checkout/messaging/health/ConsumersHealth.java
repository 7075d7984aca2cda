package checkout.messaging.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up if all consumers do their work. */
final class ConsumersHealth implements HealthIndicator {
    private final ConsumersReport report;

    ConsumersHealth(ConsumersReport report) {
        this.report = report;
    }

    @Override
    public Health health() {
        List<ConsumersReport.Entry> entries = report.entries();
        boolean allWork = entries.stream().allMatch(ConsumersReport.Entry::works);
        Map<String, Object> details = new LinkedHashMap<>();
        for (ConsumersReport.Entry entry : entries) {
            details.put(entry.group(), entry.works() ? working(entry) : entry.problems());
        }
        return (allWork ? Health.up() : Health.down()).withDetails(details).build();
    }

    private static Object working(ConsumersReport.Entry entry) {
        return entry.note() == null ? entry.partitions() : entry.note();
    }
}
