package checkout.order;

import checkout.testinfra.MetricsEndpoint;
import org.junit.jupiter.api.Test;

/** Red here: a metric that dashboards and alerts use has gone or is not documented, or strangers can read the metrics. */
class MetricsTest extends RunningOrderService {

    @Test
    void showsPrometheusTheDocumentedMetrics() {
        new MetricsEndpoint(port, "password-of-metrics")
                .mustBeAsDocumented("/actuator/consumers", "Every service", "order-service");
    }

    @Test
    void readsItsGaugesByJobsThatShowTheirAge() {
        new MetricsEndpoint(port, "password-of-metrics")
                .mustRead("consumer-lag", "outbox-slot", "deferred-messages", "overdue", "webhook-endpoints");
    }
}
