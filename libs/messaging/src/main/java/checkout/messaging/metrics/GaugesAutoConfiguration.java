package checkout.messaging.metrics;

import checkout.messaging.Subscription;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaAdmin;

/** Has the gauges of every source read by a job: those of the outbox, of the consumers and of deferred messages, and those that a service declares. */
@AutoConfiguration(afterName = "checkout.messaging.MessagingAutoConfiguration")
@EnableConfigurationProperties(MetricsSettings.class)
public class GaugesAutoConfiguration {
    @Bean
    LogEnds logEnds(KafkaAdmin kafkaAdmin) {
        return new LogEnds(kafkaAdmin.getConfigurationProperties());
    }

    @Bean
    GaugeSource consumerLagGauges(JdbcTemplate jdbc, LogEnds logEnds) {
        return new ConsumerLagGauges(jdbc, logEnds, System::nanoTime);
    }

    @Bean
    GaugeSource outboxSlotGauges(JdbcTemplate jdbc) {
        return new OutboxSlotGauges(jdbc);
    }

    @Bean
    GaugeSource deferredMessageGauges(JdbcTemplate jdbc, List<Subscription> subscriptions) {
        return new DeferredMessageGauges(
                jdbc,
                subscriptions.stream()
                        .filter(subscription -> !subscription.raw())
                        .map(Subscription::group)
                        .toList());
    }

    @Bean
    GaugeJobs gaugeJobs(List<GaugeSource> sources, MeterRegistry meters, MetricsSettings settings) {
        return new GaugeJobs(sources, meters, settings);
    }
}
