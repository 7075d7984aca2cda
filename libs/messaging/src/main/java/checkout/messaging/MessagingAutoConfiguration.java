package checkout.messaging;

import checkout.messaging.consumer.ConsumerLifecycle;
import checkout.messaging.consumer.ConsumerSettings;
import checkout.messaging.consumer.ListenerContainerFactory;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.retention.OldestMessageInUse;
import checkout.messaging.retention.PartitionRetention;
import checkout.messaging.retention.RetentionSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Provides a service that declares its message types with an outbox, and with a consumer for each subscription. */
@AutoConfiguration
@EnableConfigurationProperties({ConsumerSettings.class, RetentionSettings.class})
@EnableScheduling
public class MessagingAutoConfiguration {

    /** A field that a later version adds must not stop an older reader. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Bean
    Outbox outbox(JdbcTemplate jdbc, MessageTypeRegistry messageTypes) {
        return new Outbox(jdbc, messageTypes, JSON);
    }

    @Bean
    ConsumerLifecycle consumers(
            List<Subscription> subscriptions,
            ConsumerFactory<?, ?> kafka,
            ConsumerSettings settings,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            MessageTypeRegistry messageTypes,
            Outbox outbox,
            MeterRegistry meters,
            RetentionSettings retention) {
        var containers = new ListenerContainerFactory(
                kafka.getConfigurationProperties(),
                settings,
                jdbc,
                transactions,
                messageTypes,
                outbox,
                JSON,
                meters,
                retention.keep());
        return new ConsumerLifecycle(
                subscriptions.stream().map(containers::container).toList());
    }

    @Bean(initMethod = "maintain")
    PartitionRetention retention(
            JdbcTemplate jdbc, RetentionSettings settings, ObjectProvider<OldestMessageInUse> inUse) {
        return new PartitionRetention(jdbc, settings, inUse.getIfAvailable(() -> Optional::empty));
    }
}
