package checkout.saga.runtime;

import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.messaging.container.ConsumerSettings;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: an orchestrator starts with saga types that it could not tell apart, or starts sagas in the wrong version. */
class SagaTypesTest {
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

    private record Begun(UUID id) {}

    private record OtherBegun(UUID id) {}

    @Test
    void newSagasTakeTheNewestVersionUnlessAnotherIsNamed() {
        assertThat(type("a", 1, 2).startDefinition().version()).isEqualTo(2);
        assertThat(type("a", 1, 2).startVersion(1).startDefinition().version()).isEqualTo(1);
    }

    @Test
    void theSettingsTakePrecedence() {
        SagaTypes types = new SagaRuntimeAutoConfiguration()
                .sagaTypes(List.of(type("a", 1, 2).startVersion(2)), new SagaSettings(Map.of("a", 1), null));
        assertThat(types.named("a").orElseThrow().startDefinition().version()).isEqualTo(1);
    }

    @Test
    void aStartVersionThatIsNotDeployedStopsTheStart() {
        assertThatThrownBy(() -> new SagaTypes(List.of(type("a", 1).startVersion(3))))
                .hasMessageContaining("saga 'a' is not deployed in version 3");
    }

    @Test
    void settingsForATypeThatDoesNotExistStopTheStart() {
        assertThatThrownBy(() -> new SagaRuntimeAutoConfiguration()
                        .sagaTypes(List.of(type("a", 1)), new SagaSettings(Map.of("b", 1), null)))
                .hasMessageContaining("names 'b'");
    }

    @Test
    void twoTypesNeedTwoNamesAndTwoStartMessages() {
        assertThatThrownBy(() -> new SagaTypes(List.of(type("a", 1), type("a", 1))))
                .hasMessageContaining("named 'a'");
        assertThatThrownBy(() -> new SagaTypes(List.of(
                        type("a", 1).startedBy(Begun.class, Begun::id),
                        type("b", 1).startedBy(Begun.class, Begun::id))))
                .hasMessageContaining("more than one saga type");
    }

    @Test
    void findsTheTypeByItsMessages() {
        SagaTypes types = new SagaTypes(List.of(
                type("a", 1),
                type("b", 1, 2)
                        .startedBy(Begun.class, Begun::id)
                        .cancelledBy(String.class, text -> ID, id -> "refused")));
        assertThat(types.startedBy(new Begun(ID)).orElseThrow().name()).isEqualTo("b");
        assertThat(types.cancelledBy("cancel").orElseThrow().sagaId("cancel")).isEqualTo(ID);
        assertThat(types.startedBy("cancel")).isEmpty();
        assertThat(types.concernedBy(Begun.class).orElseThrow().name()).isEqualTo("b");
        assertThat(types.concernedBy(String.class).orElseThrow().name()).isEqualTo("b");
        assertThat(types.concernedBy(UUID.class)).isEmpty();
        assertThat(types.versions()).hasSize(3);
        assertThat(types.notDeployed("b", 2)).isEmpty();
        assertThat(types.notDeployed("b", 3))
                .hasValueSatisfying(why -> assertThat(why).contains("version 3"));
        assertThat(types.notDeployed("c", 1))
                .hasValueSatisfying(why -> assertThat(why).contains("type 'c'"));
        assertThatThrownBy(() -> types.named("a").orElseThrow().sagaId("cancel"))
                .hasMessageContaining("neither starts nor cancels");
    }

    @Test
    void theStartMessageIsTheOneOfTheDefinitions() {
        assertThatThrownBy(() -> type("a", 1).startedBy(OtherBegun.class, OtherBegun::id))
                .hasMessageContaining("started by Begun, not by OtherBegun");
    }

    @Test
    void aMessageWithoutAnIdIsRefused() {
        SagaType<UUID> type = type("a", 1).startedBy(Begun.class, Begun::id);
        assertThatThrownBy(() -> type.sagaId(new Begun(null))).hasMessageContaining("names no saga");
    }

    @Test
    void theVersionsOfATypeHaveOneName() {
        assertThatThrownBy(() -> SagaType.of(UUID.class, SagaVersions.of(saga("a", 1), saga("b", 1))))
                .hasMessageContaining("one name");
    }

    private static SagaType<UUID> type(String name, Integer... versions) {
        List<Saga<UUID>> sagas =
                List.of(versions).stream().map(version -> saga(name, version)).toList();
        return SagaType.of(
                UUID.class,
                sagas.size() == 1 ? SagaVersions.of(sagas.getFirst()) : SagaVersions.of(sagas.get(0), sagas.get(1)));
    }

    private static Saga<UUID> saga(String name, int version) {
        return Saga.named(name)
                .version(version)
                .startedBy(Begun.class, Begun::id, nothingToUndo())
                .step("work", id -> "work", mustSucceed())
                .build();
    }

    @Test
    void doesNotStartWithoutTheBodiesThatTheTimelineShows() {
        ConsumerSettings forgetful = new ConsumerSettings(
                1,
                500,
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                false);
        assertThatThrownBy(() ->
                        new SagaRuntimeAutoConfiguration().instanceName(new SagaSettings(Map.of(), null), forgetful))
                .hasMessageContaining("checkout.consumer.keep-bodies is false; set it to true");
    }

    @Test
    void forgetsOnlyAfterAStepThatExists() {
        assertThatThrownBy(() -> type("a", 1).forgetAfter("no such step", data -> data))
                .hasMessageContaining("has a step 'no such step'");
    }
}
