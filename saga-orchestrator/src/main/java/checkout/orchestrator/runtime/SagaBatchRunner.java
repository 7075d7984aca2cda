package checkout.orchestrator.runtime;

import checkout.messaging.Effects;
import checkout.messaging.sql.RoundTrip;
import checkout.orchestrator.definition.Checkout;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Opens a scene over locked sagas, lets it be played, and has written what came of it. */
@Component
public class SagaBatchRunner {
    private final Sagas sagas;
    private final Anomalies anomalies;
    private final SagaVersions<Checkout> definitions;
    private final Saga<Checkout> begun;
    private final Clock clock;

    SagaBatchRunner(
            Sagas sagas, Anomalies anomalies, SagaVersions<Checkout> definitions, Saga<Checkout> begun, Clock clock) {
        this.sagas = sagas;
        this.anomalies = anomalies;
        this.definitions = definitions;
        this.begun = begun;
        this.clock = clock;
    }

    /** Those of these sagas that there are, locked, to be conducted in the same transaction. */
    Supplier<Map<UUID, SagaRow>> lock(Collection<UUID> ids, RoundTrip trip) {
        return sagas.lock(ids, trip);
    }

    /** The versions that this instance can move. */
    List<Integer> versions() {
        return definitions.all().stream().map(Saga::version).toList();
    }

    /** Moves these sagas, which are locked; where they stand then is among the effects. */
    Effects conduct(Map<UUID, SagaRow> locked, Consumer<SagaBatch> play) {
        SagaBatch sagaBatch = new SagaBatch(locked, definitions, begun, clock.instant());
        play.accept(sagaBatch);
        sagaBatch.impossible().forEach(anomalies::keep);
        sagas.insert(sagaBatch.begun(), sagaBatch.effects());
        sagas.update(sagaBatch.moved(), sagaBatch.effects());
        return sagaBatch.effects();
    }
}
