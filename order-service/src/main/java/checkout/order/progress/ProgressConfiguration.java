package checkout.order.progress;

import checkout.contracts.KafkaTopics;
import checkout.messaging.container.TopicFollower;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** Makes every instance read all replies. After a start it reads those of the last minutes again. */
@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {
    private static final Duration REPLAYED_ON_START = Duration.ofMinutes(10);

    @Bean
    TopicFollower replyFollower(ConsumerFactory<?, ?> kafka, ProgressCache cache, Clock clock) {
        ReplyListener listener = new ReplyListener(cache);
        return new TopicFollower(
                KafkaTopics.CHECKOUT_REPLIES,
                REPLAYED_ON_START,
                kafka,
                clock,
                replies -> replies.forEach(listener::record));
    }
}
