package checkout.orchestrator.runtime;

import checkout.messaging.Effects;
import checkout.orchestrator.definition.Checkout;
import checkout.saga.engine.definition.Definitions;
import checkout.saga.engine.definition.Saga;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Opens a scene over locked sagas, lets it be played, and writes what came of it. */
@Component
public class Conductor {
    private final Sagas sagas;
    private final Findings findings;
    private final Definitions<Checkout> definitions;
    private final Saga<Checkout> begun;
    private final Clock clock;

    Conductor(Sagas sagas, Findings findings, Definitions<Checkout> definitions, Saga<Checkout> begun, Clock clock) {
        this.sagas = sagas;
        this.findings = findings;
        this.definitions = definitions;
        this.begun = begun;
        this.clock = clock;
    }

    /** Locks these sagas and moves them; to be called inside a transaction, its effects sent in the same. */
    Effects conduct(Collection<UUID> ids, Consumer<Scene> play) {
        return conduct(sagas.lock(ids), play);
    }

    /** The versions that this instance can move. */
    List<Integer> versions() {
        return definitions.all().stream().map(Saga::version).toList();
    }

    Effects conduct(Map<UUID, SagaRow> locked, Consumer<Scene> play) {
        Scene scene = new Scene(locked, definitions, begun, clock.instant());
        play.accept(scene);
        scene.impossible().forEach(findings::keep);
        if (!scene.begun().isEmpty()) {
            sagas.insert(scene.begun());
        }
        if (!scene.moved().isEmpty()) {
            sagas.update(scene.moved());
        }
        return scene.effects();
    }
}
