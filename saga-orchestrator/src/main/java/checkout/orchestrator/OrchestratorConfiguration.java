package checkout.orchestrator;

import checkout.contracts.KafkaTopics;
import checkout.contracts.MessageType;
import checkout.contracts.Reply;
import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.StepOutcome;
import checkout.saga.runtime.RedactionRules;
import checkout.saga.runtime.ReplyOutcomes;
import checkout.saga.runtime.SagaChannels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the saga runtime to this shop's participants. */
@Configuration(proxyBeanMethods = false)
class OrchestratorConfiguration {

    @Bean
    MessageTypeRegistry messageTypes() {
        return MessageTypeRegistry.of(MessageType.ALL, MessageType::name, MessageType::topic, MessageType::body);
    }

    @Bean
    SagaChannels sagaChannels() {
        return new SagaChannels(
                "saga-orchestrator",
                List.of(KafkaTopics.ORDERS_EVENTS, KafkaTopics.CHECKOUT_REPLIES),
                Map.of(
                        KafkaTopics.INVENTORY_COMMANDS, "inventory-service",
                        KafkaTopics.PAYMENTS_COMMANDS, "payment-service",
                        KafkaTopics.ORDERS_COMMANDS, "order-service"));
    }

    @Bean
    ReplyOutcomes replyOutcomes() {
        return body -> switch (body) {
            case Reply.Refusal refusal -> new StepOutcome.Refused(refusal.code(), refusal);
            case Reply reply -> new StepOutcome.Done(reply);
            default ->
                throw new IllegalArgumentException(
                        "%s is no reply".formatted(body.getClass().getName()));
        };
    }

    /** A payment token is a bearer's secret. */
    @Bean
    RedactionRules redactionRules() {
        return new RedactionRules(
                Set.of(KafkaTopics.ORDERS_EVENTS, KafkaTopics.PAYMENTS_COMMANDS),
                Set.of(
                        "checkoutId",
                        "returnId",
                        "customerId",
                        "lines",
                        "sku",
                        "quantity",
                        "total",
                        "refund",
                        "amount",
                        "currency",
                        "payment",
                        "method",
                        "accountId",
                        "holdFor"),
                Set.of("payment"));
    }
}
