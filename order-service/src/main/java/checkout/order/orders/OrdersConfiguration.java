package checkout.order.orders;

import checkout.contracts.KafkaTopics;
import checkout.messaging.Subscription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OrdersConfiguration {
    @Bean
    Subscription orderCommandsSubscription(OrderCommandHandler commands) {
        return new Subscription("order-service", List.of(KafkaTopics.ORDERS_COMMANDS), commands);
    }
}
