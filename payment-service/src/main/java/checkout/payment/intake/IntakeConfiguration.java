package checkout.payment.intake;

import checkout.contracts.Topics;
import checkout.messaging.Subscription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {
    @Bean
    Subscription paymentCommandsSubscription(PaymentCommands commands) {
        return new Subscription("payment-service", List.of(Topics.PAYMENTS_COMMANDS), commands);
    }
}
