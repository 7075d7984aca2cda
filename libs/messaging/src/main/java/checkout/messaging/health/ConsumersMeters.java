package checkout.messaging.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Shows of each consumer whether it does its work. It asks neither Kafka nor the database. */
final class ConsumersMeters implements MeterBinder {
    private final ConsumersReport report;

    ConsumersMeters(ConsumersReport report) {
        this.report = report;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (ConsumersReport.Entry entry : report.entries()) {
            String group = entry.group();
            Gauge.builder("checkout.consumer.works", report, each -> each.works(group) ? 1 : 0)
                    .description("1 if this instance's consumer of the group does its work, 0 if it has a problem")
                    .tag("group", group)
                    .register(meters);
        }
    }
}
