package checkout.inventory.reservation;

import checkout.contracts.Topics;
import checkout.messaging.Subscription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReservationConfiguration {
    @Bean
    Subscription stockCommandsSubscription(StockCommands commands) {
        return new Subscription("inventory-service", List.of(Topics.INVENTORY_COMMANDS), commands);
    }
}
