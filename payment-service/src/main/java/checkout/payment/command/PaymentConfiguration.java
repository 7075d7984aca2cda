package checkout.payment.command;

import checkout.contracts.KafkaTopics;
import checkout.messaging.Subscription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Subscribes the service to the payment commands. */
@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {
    @Bean
    Subscription paymentCommandsSubscription(PaymentCommandHandler handler) {
        return new Subscription("payment-service", List.of(KafkaTopics.PAYMENTS_COMMANDS), handler);
    }
}
