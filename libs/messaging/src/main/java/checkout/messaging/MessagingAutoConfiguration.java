package checkout.messaging;

import checkout.messaging.container.ConsumerLifecycle;
import checkout.messaging.container.ConsumerSettings;
import checkout.messaging.container.ListenerContainerFactory;
import checkout.messaging.deferred.DeferredMessageWorker;
import checkout.messaging.fault.HaltSettings;
import checkout.messaging.job.JobThreads;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.outbox.OutboxSettings;
import checkout.messaging.position.ConsumerPositions;
import checkout.messaging.position.RecreatedTopics;
import checkout.messaging.position.TopicIds;
import checkout.messaging.retention.PartitionRetention;
import checkout.messaging.retention.RetentionSettings;
import checkout.messaging.retention.TopicRetentionCheck;
import checkout.messaging.status.OperatorDecisions;
import checkout.messaging.tracing.Spans;
import checkout.messaging.tracing.TracedSubscriptions;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Provides a service that declares its message types with an outbox, and with a consumer for each subscription. */
@AutoConfiguration
@EnableConfigurationProperties({
    ConsumerSettings.class,
    HaltSettings.class,
    OutboxSettings.class,
    RetentionSettings.class
})
@EnableScheduling
public class MessagingAutoConfiguration {

    /** A field that a later version adds must not stop an older reader. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Bean
    Outbox outbox(JdbcTemplate jdbc, MessageTypeRegistry messageTypes, OutboxSettings settings) {
        return new Outbox(jdbc, messageTypes, JSON, settings);
    }

    @Bean
    ListenerContainerFactory listenerContainers(
            ConsumerFactory<?, ?> kafka,
            ConsumerSettings settings,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            MessageTypeRegistry messageTypes,
            Outbox outbox,
            MeterRegistry meters,
            RetentionSettings retention,
            ConsumerPositions positions,
            TopicIds topicIds,
            HaltSettings halt,
            OperatorDecisions decisions) {
        return new ListenerContainerFactory(
                kafka.getConfigurationProperties(),
                settings,
                jdbc,
                transactions,
                messageTypes,
                outbox,
                JSON,
                meters,
                retention.keep(),
                positions,
                topicIds,
                halt,
                decisions);
    }

    @Bean
    ConsumerLifecycle consumers(
            List<Subscription> subscriptions,
            ListenerContainerFactory containers,
            KafkaAdmin kafkaAdmin,
            ConsumerSettings settings,
            RetentionSettings retention,
            ConsumerPositions positions,
            TopicIds topicIds,
            Spans spans) {
        return new ConsumerLifecycle(
                TracedSubscriptions.of(subscriptions, spans).stream()
                        .map(containers::consumer)
                        .toList(),
                positions,
                new RecreatedTopics(topicIds, positions),
                settings.commitEvery().toMillis(),
                new TopicRetentionCheck(
                        kafkaAdmin.getConfigurationProperties(),
                        subscriptions.stream()
                                .filter(subscription -> !subscription.raw())
                                .flatMap(subscription -> subscription.topics().stream())
                                .toList(),
                        retention));
    }

    @Bean
    DeferredMessageWorker deferredMessages(
            List<Subscription> subscriptions, ListenerContainerFactory containers, Spans spans) {
        return new DeferredMessageWorker(TracedSubscriptions.of(subscriptions, spans).stream()
                .filter(subscription -> !subscription.raw())
                .map(containers::deferredMessageRetry)
                .toList());
    }

    @Bean
    ConsumerPositions consumerPositions(JdbcTemplate jdbc) {
        return new ConsumerPositions(jdbc);
    }

    @Bean
    JobThreads jobThreads() {
        return new JobThreads();
    }

    @Bean
    TopicIds topicIds(KafkaAdmin kafkaAdmin) {
        return new TopicIds(kafkaAdmin.getConfigurationProperties());
    }

    @Bean
    OperatorDecisions operatorDecisions(JdbcTemplate jdbc, HaltSettings halt) {
        return new OperatorDecisions(jdbc, halt.resumedFor());
    }

    @Bean(initMethod = "prepare")
    PartitionRetention retention(JdbcTemplate jdbc, RetentionSettings settings) {
        return new PartitionRetention(jdbc, settings);
    }
}
