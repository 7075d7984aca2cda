package checkout.payment;

import checkout.testinfra.MetricsEndpoint;
import org.junit.jupiter.api.Test;

/** Red here: a metric that dashboards and alerts use has gone or is not documented, or strangers can read the metrics. */
class MetricsTest extends PaymentServiceTestBase {

    @Test
    void showsPrometheusTheDocumentedMetrics() {
        new MetricsEndpoint(port, "password-of-metrics")
                .mustBeAsDocumented("/actuator/consumers", "Every service", "payment-service");
    }

    @Test
    void readsItsGaugesByJobsThatShowTheirAge() {
        new MetricsEndpoint(port, "password-of-metrics")
                .mustRead("consumer-lag", "outbox-slot", "deferred-messages", "owed-calls", "reconciliation");
    }
}
