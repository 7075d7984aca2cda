package checkout.saga.runtime;

import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.MessageTypeRegistry.Entry;
import checkout.messaging.Subscription;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: an orchestrator starts although it does not read the messages of its sagas, or reads others. */
class SagaRuntimeAutoConfigurationTest {
    private record Order(UUID id) {}

    private record Cancel(UUID id) {}

    private static final SagaType<UUID> ORDERS = SagaType.of(
                    UUID.class,
                    SagaVersions.of(Saga.named("order")
                            .startedBy(Order.class, Order::id, nothingToUndo())
                            .step("ship", id -> "ship", mustSucceed())
                            .build()))
            .startedBy(Order.class, Order::id)
            .cancelledBy(Cancel.class, Cancel::id, id -> "not cancelled");

    @Test
    void theOrchestratorReadsItsInputTopicsInItsGroup() {
        Subscription subscription = subscription("orders.events", List.of("orders.events", "cancellations", "replies"));
        assertThat(subscription.group()).isEqualTo("sagas");
        assertThat(subscription.topics()).containsExactly("orders.events", "cancellations", "replies");
        assertThat(subscription.raw()).isFalse();
    }

    @Test
    void aMessageOnATopicThatIsNotReadStopsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> subscription("elsewhere", List.of("orders.events", "cancellations")))
                .withMessage("Order comes on elsewhere, which is not an input topic of SagaChannels");
    }

    @Test
    void theDeadLettersOfEveryTopicAreReadRaw() {
        Subscription subscription = new SagaRuntimeAutoConfiguration()
                .deadLettersSubscription(null, channels(List.of()), registry("orders.events"));
        assertThat(subscription.group()).isEqualTo("sagas-dead-letters");
        assertThat(subscription.topics()).containsExactly("cancellations.dlt", "orders.events.dlt");
        assertThat(subscription.raw()).isTrue();
    }

    @Test
    void theParticipantOfAnUnknownTopicIsCalledLikeTheTopic() {
        assertThat(channels(List.of()).participant("commands")).isEqualTo("shipping");
        assertThat(channels(List.of()).participant("other")).isEqualTo("other");
    }

    @Test
    void withoutRulesNoTopicIsSecret() {
        assertThat(new SagaRuntimeAutoConfiguration().noRedactionRules())
                .isEqualTo(new RedactionRules(Set.of(), Set.of(), Set.of()));
    }

    private static Subscription subscription(String topic, List<String> inputTopics) {
        return new SagaRuntimeAutoConfiguration()
                .sagaMessagesSubscription(null, new SagaTypes(List.of(ORDERS)), channels(inputTopics), registry(topic));
    }

    private static SagaChannels channels(List<String> inputTopics) {
        return new SagaChannels("sagas", inputTopics, Map.of("commands", "shipping"));
    }

    private static MessageTypeRegistry registry(String topic) {
        return new MessageTypeRegistry(List.of(
                new Entry("orders.Order.v1", topic, Order.class),
                new Entry("orders.Cancel.v1", "cancellations", Cancel.class)));
    }
}
