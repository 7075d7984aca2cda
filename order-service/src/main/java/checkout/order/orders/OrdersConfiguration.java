package checkout.order.orders;

import checkout.contracts.Topics;
import checkout.messaging.Subscription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OrdersConfiguration {
    @Bean
    Subscription orderCommandsSubscription(OrderCommands commands) {
        return new Subscription("order-service", List.of(Topics.ORDERS_COMMANDS), commands);
    }
}
