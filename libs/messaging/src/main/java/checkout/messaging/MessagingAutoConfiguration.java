package checkout.messaging;

import checkout.messaging.consumer.ConsumerAssembly;
import checkout.messaging.consumer.ConsumerSettings;
import checkout.messaging.consumer.Consumers;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.retention.MessagesInUse;
import checkout.messaging.retention.Retention;
import checkout.messaging.retention.RetentionSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service that names its message types an outbox, and consumers for the subscriptions it declares. */
@AutoConfiguration
@EnableConfigurationProperties({ConsumerSettings.class, RetentionSettings.class})
@EnableScheduling
public class MessagingAutoConfiguration {

    /** A message may carry more than this version knows: what is added later must not stop an older reader. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Bean
    Outbox outbox(JdbcTemplate jdbc, Catalogue catalogue) {
        return new Outbox(jdbc, catalogue, JSON);
    }

    @Bean
    Consumers consumers(
            List<Subscription> subscriptions,
            KafkaProperties kafka,
            ConsumerSettings settings,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Catalogue catalogue,
            Outbox outbox,
            MeterRegistry meters,
            RetentionSettings retention) {
        var assembly = new ConsumerAssembly(
                kafka.buildConsumerProperties(),
                settings,
                jdbc,
                transactions,
                catalogue,
                outbox,
                JSON,
                meters,
                retention.keep());
        return new Consumers(subscriptions.stream().map(assembly::container).toList());
    }

    @Bean(initMethod = "lookAfter")
    Retention retention(JdbcTemplate jdbc, RetentionSettings settings, ObjectProvider<MessagesInUse> inUse) {
        return new Retention(jdbc, settings, inUse.getIfAvailable(() -> Optional::empty));
    }
}
