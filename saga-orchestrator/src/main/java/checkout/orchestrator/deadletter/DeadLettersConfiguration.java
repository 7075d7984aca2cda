package checkout.orchestrator.deadletter;

import checkout.contracts.MessageType;
import checkout.messaging.Subscription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeadLettersConfiguration {
    @Bean
    Subscription deadLettersSubscription(DeadLetterConsumer intake) {
        List<String> topics = MessageType.ALL.stream()
                .map(type -> type.topic() + DeadLetter.SUFFIX)
                .distinct()
                .toList();
        return new Subscription("saga-orchestrator-dead-letters", topics, intake, true);
    }
}
