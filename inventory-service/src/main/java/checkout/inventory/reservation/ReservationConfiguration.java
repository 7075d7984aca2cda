package checkout.inventory.reservation;

import checkout.contracts.KafkaTopics;
import checkout.messaging.Subscription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Subscribes the service to the stock commands. */
@Configuration(proxyBeanMethods = false)
class ReservationConfiguration {
    @Bean
    Subscription stockCommandsSubscription(StockCommandHandler handler) {
        return new Subscription("inventory-service", List.of(KafkaTopics.INVENTORY_COMMANDS), handler);
    }
}
