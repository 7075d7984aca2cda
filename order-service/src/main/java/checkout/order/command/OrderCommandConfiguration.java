package checkout.order.command;

import checkout.contracts.KafkaTopics;
import checkout.messaging.Subscription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Subscribes to the commands for order-service. */
@Configuration(proxyBeanMethods = false)
class OrderCommandConfiguration {
    @Bean
    Subscription orderCommandsSubscription(OrderCommandHandler commands) {
        return new Subscription("order-service", List.of(KafkaTopics.ORDERS_COMMANDS), commands);
    }
}
