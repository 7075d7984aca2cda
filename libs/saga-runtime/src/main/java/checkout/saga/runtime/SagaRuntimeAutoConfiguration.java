package checkout.saga.runtime;

import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.Subscription;
import checkout.messaging.container.ConsumerSettings;
import checkout.saga.runtime.deadletter.DeadLetterConsumer;
import checkout.saga.runtime.drive.SagaMessageHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** Gives an application that declares saga types everything that runs them. */
@AutoConfiguration
@ComponentScan
@ConfigurationPropertiesScan
public class SagaRuntimeAutoConfiguration {

    /** The timeline, the replay and the replies to parked sagas are read from the bodies in the inbox. */
    @Bean
    InstanceName instanceName(SagaSettings settings, ConsumerSettings consumer) {
        if (!consumer.keepBodies()) {
            throw new IllegalStateException(
                    "checkout.consumer.keep-bodies is false; set it to true, because the saga runtime shows the replies in a saga's timeline");
        }
        return new InstanceName(settings.instance() == null ? InstanceName.ofThisProcess() : settings.instance());
    }

    @Bean
    SagaTypes sagaTypes(List<SagaType<?>> declared, SagaSettings settings) {
        Map<String, Integer> startVersions = settings.startVersions();
        List<SagaType<?>> types = new ArrayList<>();
        for (SagaType<?> type : declared) {
            Integer version = startVersions.get(type.name());
            types.add(version == null ? type : type.startVersion(version));
        }
        SagaTypes all = new SagaTypes(types);
        for (String name : startVersions.keySet()) {
            if (all.named(name).isEmpty()) {
                throw new IllegalArgumentException("checkout.saga.start-versions names '%s'; the saga types are %s"
                        .formatted(name, types.stream().map(SagaType::name).toList()));
            }
        }
        return all;
    }

    @Bean
    @ConditionalOnMissingBean
    RedactionRules noRedactionRules() {
        return RedactionRules.NONE;
    }

    @Bean
    Subscription sagaMessagesSubscription(
            SagaMessageHandler messages, SagaTypes types, SagaChannels channels, MessageTypeRegistry messageTypes) {
        for (Class<?> message : types.messages()) {
            String topic = messageTypes.ofClass(message).topic();
            if (!channels.inputTopics().contains(topic)) {
                throw new IllegalStateException("%s comes on %s, which is not an input topic of SagaChannels"
                        .formatted(message.getSimpleName(), topic));
            }
        }
        return new Subscription(channels.consumerGroup(), channels.inputTopics(), messages);
    }

    @Bean
    Subscription deadLettersSubscription(
            DeadLetterConsumer deadLetters, SagaChannels channels, MessageTypeRegistry messageTypes) {
        return new Subscription(
                channels.consumerGroup() + "-dead-letters",
                messageTypes.topics().stream()
                        .map(topic -> topic + DeadLetterConsumer.TOPIC_SUFFIX)
                        .toList(),
                deadLetters,
                true);
    }
}
