package checkout.saga.runtime;

import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: a declared saga type is connected to other messages than it says. */
class SagaTypeTest {
    private static final UUID ID = new UUID(0, 1);
    private static final UUID CUSTOMER = new UUID(0, 2);
    private static final AbortCause REFUSED = new AbortCause(AbortCause.Cause.REFUSED, "ship", "NO");

    private record Order(UUID id, UUID customer) {}

    private record Cancel(UUID id) {}

    private static final Saga<Order> V1 = version(1);
    private static final Saga<Order> V2 = version(2);
    private static final SagaType<Order> PLAIN = SagaType.of(Order.class, SagaVersions.of(V1, V2));
    private static final SagaType<Order> FULL = PLAIN.startedBy(Order.class, Order::id)
            .cancelledBy(Cancel.class, Cancel::id, id -> "refused " + id)
            .keyedBy(Order::customer)
            .onCompleted(order -> "completed " + order.id())
            .onCompensated((order, cause) -> "compensated " + cause.code())
            .startVersion(1);

    @Test
    void hasTheNameAndTheVersionsOfItsDefinitions() {
        assertThat(FULL.name()).isEqualTo("order");
        assertThat(FULL.dataClass()).isEqualTo(Order.class);
        assertThat(FULL.versions()).containsExactly(V2, V1);
        assertThat(FULL.version(2)).isEqualTo(new SagaVersions.Lookup.Known<>(V2));
        assertThat(FULL.startDefinition()).isSameAs(V1);
    }

    @Test
    void eachOptionKeepsTheOthers() {
        List<SagaType<Order>> types = List.of(
                FULL,
                FULL.startedBy(Order.class, Order::id),
                FULL.cancelledBy(Cancel.class, Cancel::id, id -> "refused " + id),
                FULL.keyedBy(Order::customer),
                FULL.onCompleted(order -> "completed " + order.id()),
                FULL.onCompensated((order, cause) -> "compensated " + cause.code()));
        Order order = new Order(ID, CUSTOMER);
        for (SagaType<Order> type : types) {
            assertThat(type.isStartedBy(Order.class)).isTrue();
            assertThat(type.isStartedBy(Cancel.class)).isFalse();
            assertThat(type.isCancelledBy(Cancel.class)).isTrue();
            assertThat(type.isCancelledBy(Order.class)).isFalse();
            assertThat(type.sagaId(order)).isEqualTo(ID);
            assertThat(type.sagaId(new Cancel(CUSTOMER))).isEqualTo(CUSTOMER);
            assertThat(type.cancelRefused(ID)).isEqualTo("refused " + ID);
            assertThat(type.key(ID, order)).isEqualTo(CUSTOMER);
            assertThat(type.completedEvent(order)).isEqualTo("completed " + ID);
            assertThat(type.compensatedEvent(order, REFUSED)).isEqualTo("compensated NO");
            assertThat(type.startDefinition()).isSameAs(V1);
        }
    }

    @Test
    void aTypeWithoutOptionsHasNoMessagesAndNoEvents() {
        Order order = new Order(ID, CUSTOMER);
        assertThat(PLAIN.isStartedBy(Order.class)).isFalse();
        assertThat(PLAIN.isCancelledBy(Cancel.class)).isFalse();
        assertThat(PLAIN.startMessage()).isEmpty();
        assertThat(PLAIN.cancelMessage()).isEmpty();
        assertThat(PLAIN.key(ID, order)).isEqualTo(ID);
        assertThat(PLAIN.isKeyedById()).isTrue();
        assertThat(FULL.isKeyedById()).isFalse();
        assertThat(PLAIN.completedEvent(order)).isNull();
        assertThat(PLAIN.compensatedEvent(order, REFUSED)).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.sagaId(order))
                .withMessageContaining("neither starts nor cancels a saga of type 'order'");
    }

    @Test
    void aMessageStartsOrCancelsOneTypeOnly() {
        SagaType<Order> cancelled = PLAIN.cancelledBy(Cancel.class, Cancel::id, id -> "refused");
        SagaType<UUID> other = SagaType.of(
                UUID.class,
                SagaVersions.of(Saga.named("other")
                        .startedBy(Cancel.class, Cancel::id, nothingToUndo())
                        .step("work", id -> "work", mustSucceed())
                        .build()));
        SagaType<UUID> startedByIt = other.startedBy(Cancel.class, Cancel::id);

        for (List<SagaType<?>> types : List.<List<SagaType<?>>>of(
                List.of(cancelled, startedByIt),
                List.of(startedByIt, cancelled),
                List.of(cancelled, other.cancelledBy(Cancel.class, Cancel::id, id -> "refused")))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SagaTypes(types))
                    .withMessageContaining("Cancel starts or cancels more than one saga type");
        }
        assertThat(new SagaTypes(List.of(cancelled, other)).all()).containsExactly(cancelled, other);
    }

    @Test
    void knowsTheMessagesOfAllTypes() {
        SagaTypes types = new SagaTypes(List.of(FULL));
        assertThat(types.messages()).isEqualTo(Set.of(Order.class, Cancel.class));
        assertThat(types.versions())
                .containsExactly(new SagaTypes.Version("order", 2), new SagaTypes.Version("order", 1));
        assertThat(types.named("order")).containsSame(FULL);
        assertThat(types.named("cruise")).isEmpty();
    }

    private static Saga<Order> version(int version) {
        return Saga.named("order")
                .version(version)
                .startedBy(Order.class, order -> order, nothingToUndo())
                .step("ship", order -> "ship", mustSucceed())
                .build();
    }
}
