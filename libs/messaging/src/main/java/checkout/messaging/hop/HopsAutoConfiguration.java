package checkout.messaging.hop;

import checkout.messaging.Subscription;
import checkout.messaging.container.ConsumerLifecycle;
import checkout.messaging.container.ConsumerSettings;
import checkout.messaging.health.ConsumersReport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.transaction.PlatformTransactionManager;

/** Lets a service say what it knows about a message, to itself and, in a service that exposes the endpoint, to others. */
@AutoConfiguration(afterName = "checkout.messaging.MessagingAutoConfiguration")
public class HopsAutoConfiguration {
    private static final Duration DATABASE_LIMIT = Duration.ofMillis(500);
    private static final Duration KAFKA_LIMIT = Duration.ofMillis(1_200);
    private static final Duration KAFKA_SEARCH_LIMIT = Duration.ofMillis(900);

    /** Ended by the server before the caller gives up, so that usually no connection is left waiting. */
    private static final Duration STATEMENT_LIMIT = Duration.ofMillis(400);

    @Bean
    MessageReports messageReports(
            List<Subscription> subscriptions,
            ConsumerLifecycle lifecycle,
            ConsumerSettings settings,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            ConsumerFactory<?, ?> consumers,
            KafkaAdmin admin,
            ObjectProvider<PendingWorkLookup> pendingWork) {
        return new MessageReports(
                subscriptions,
                new ConsumersReport(lifecycle.consumers(), settings, Clock.systemUTC()),
                new DatabaseEvidence(
                        jdbc, transactions, pendingWork.orderedStream().toList(), STATEMENT_LIMIT),
                new KafkaEvidence(
                        consumers.getConfigurationProperties(), admin.getConfigurationProperties(), KAFKA_SEARCH_LIMIT),
                new BoundedLookup("the database", DATABASE_LIMIT),
                new BoundedLookup("Kafka", KAFKA_LIMIT));
    }

    /** The endpoint, for a service that uses Spring Boot's actuator. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint")
    static class Endpoint {
        @Bean
        @ConditionalOnAvailableEndpoint
        HopsEndpoint hopsEndpoint(MessageReports reports) {
            return new HopsEndpoint(reports);
        }
    }
}
