package checkout.saga.runtime.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import checkout.saga.runtime.metrics.SagaChanges;
import checkout.testinfra.MetricsEndpoint;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Red here: nobody is told that a saga is stuck, or the metrics of sagas are wrong or not documented. */
class SagaMetricsTest extends OrchestratorTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(SagaChanges.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private MetricsEndpoint metrics;

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        metrics = new MetricsEndpoint(port, "password-of-metrics");
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void showsPrometheusTheDocumentedMetrics() {
        metrics.mustBeAsDocumented("/v1/sagas", "Every service", "saga-orchestrator");
    }

    @Test
    void timesStepsAndSagasAndCountsTheirTransitions() {
        double before = value("checkout_saga_duration_seconds_count{end=\"completed\",type=\"checkout\"}");
        double steps = value(step("reserve stock", "do", "done"));
        settling();
        reply("orders.OrderConfirmed.v1", "confirm order", "");
        reply("inventory.StockCommitted.v1", "commit stock", "");
        reply("payments.PaymentCaptured.v1", "capture payment", "");
        await().until(() -> phase().equals("COMPLETED"));

        await().untilAsserted(() -> {
            assertThat(value("checkout_saga_duration_seconds_count{end=\"completed\",type=\"checkout\"}"))
                    .isEqualTo(before + 1);
            assertThat(value(step("reserve stock", "do", "done"))).isEqualTo(steps + 1);
        });
        assertThat(value(
                        "checkout_saga_step_duration_seconds_sum{action=\"do\",result=\"done\",step=\"capture payment\""
                                + ",type=\"checkout\"}"))
                .isBetween(0.0, 600.0);
    }

    @Test
    void saysOnceThatASagaIsStuckAndCountsTheMissedDeadlines() {
        double missed =
                value("checkout_saga_deadlines_missed_total{action=\"do\",step=\"confirm order\",type=\"checkout\"}");
        double stuck = value("checkout_saga_transitions_total{to=\"stuck\",type=\"checkout\"}");

        stuckPastItsPivot();
        sweep();
        sweep();

        List<ILoggingEvent> told = lines.list.stream()
                .filter(line -> line.getFormattedMessage().contains(checkout.toString()))
                .toList();
        assertThat(told).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .contains("of type checkout is stuck at 'confirm order'", "'confirm order' ");
            assertThat(line.getKeyValuePairs())
                    .anySatisfy(pair -> assertThat(pair.toString()).contains("sagaId", checkout.toString()));
        });
        assertThat(value("checkout_saga_transitions_total{to=\"stuck\",type=\"checkout\"}"))
                .isEqualTo(stuck + 1);
        assertThat(value(
                        "checkout_saga_deadlines_missed_total{action=\"do\",step=\"confirm order\",type=\"checkout\"}"))
                .isGreaterThan(missed);
    }

    private static String step(String step, String action, String result) {
        return "checkout_saga_step_duration_seconds_count{action=\"%s\",result=\"%s\",step=\"%s\",type=\"checkout\"}"
                .formatted(action, result, step);
    }

    /** The value of a series; 0 if it is not there yet. */
    private double value(String series) {
        return Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$")
                .matcher(metrics.scrape())
                .results()
                .mapToDouble(match -> Double.parseDouble(match.group(1)))
                .findFirst()
                .orElse(0);
    }
}
