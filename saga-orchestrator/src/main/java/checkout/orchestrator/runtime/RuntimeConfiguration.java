package checkout.orchestrator.runtime;

import checkout.contracts.Topics;
import checkout.messaging.Subscription;
import checkout.orchestrator.definition.Checkout;
import checkout.orchestrator.definition.CheckoutSaga;
import checkout.saga.engine.definition.Definitions;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RuntimeConfiguration {
    @Bean
    Definitions<Checkout> definitions() {
        return CheckoutSaga.versions();
    }

    @Bean
    Subscription sagaMessagesSubscription(SagaMessages messages) {
        return new Subscription("saga-orchestrator", List.of(Topics.ORDERS_EVENTS, Topics.CHECKOUT_REPLIES), messages);
    }
}
