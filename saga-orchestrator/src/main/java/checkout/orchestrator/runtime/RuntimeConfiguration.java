package checkout.orchestrator.runtime;

import checkout.contracts.KafkaTopics;
import checkout.messaging.Subscription;
import checkout.orchestrator.definition.Checkout;
import checkout.orchestrator.definition.CheckoutSaga;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RuntimeConfiguration {
    @Bean
    SagaVersions<Checkout> definitions() {
        return CheckoutSaga.versions();
    }

    /** The version that new sagas take; one that is not deployed is found out at the start, not at the first order. */
    @Bean
    Saga<Checkout> begun(SagaVersions<Checkout> definitions, SagaSettings settings) {
        if (definitions.find(CheckoutSaga.NAME, settings.startVersion()) instanceof Lookup.Known<Checkout> known) {
            return known.saga();
        }
        throw new IllegalArgumentException("checkout.saga.start-version is %d; deployed are %s"
                .formatted(
                        settings.startVersion(),
                        definitions.all().stream().map(Saga::version).toList()));
    }

    @Bean
    Subscription sagaMessagesSubscription(SagaMessageHandler messages) {
        return new Subscription(
                "saga-orchestrator", List.of(KafkaTopics.ORDERS_EVENTS, KafkaTopics.CHECKOUT_REPLIES), messages);
    }
}
