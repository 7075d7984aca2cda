package checkout.saga.runtime.drive;

import checkout.messaging.Effects;
import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaState.Resolution;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.metrics.SagaChanges;
import checkout.saga.runtime.store.AnomalyLog;
import checkout.saga.runtime.store.FaultDescription;
import checkout.saga.runtime.store.LockedSagas;
import checkout.saga.runtime.store.ParkedSagas;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.Sagas;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Changes a batch of locked sagas and collects what has to be written and sent. */
@Component
class SagaBatchRunner {
    private final Sagas sagas;
    private final ParkedSagas parkedSagas;
    private final AnomalyLog anomalies;
    private final SagaTypes types;
    private final SagaInputs inputs;
    private final MessageTypeRegistry messageTypes;
    private final SweeperSettings settings;
    private final SagaChanges changes;

    SagaBatchRunner(
            Sagas sagas,
            ParkedSagas parkedSagas,
            AnomalyLog anomalies,
            SagaTypes types,
            SagaInputs inputs,
            MessageTypeRegistry messageTypes,
            SweeperSettings settings,
            SagaChanges changes) {
        this.sagas = sagas;
        this.parkedSagas = parkedSagas;
        this.anomalies = anomalies;
        this.types = types;
        this.inputs = inputs;
        this.messageTypes = messageTypes;
        this.settings = settings;
        this.changes = changes;
    }

    /** Runs a change of these locked sagas and returns its effects, to be written in the same transaction. */
    Effects run(LockedSagas locked, Consumer<SagaBatch> change) {
        UndecidedSagas parkings = new UndecidedSagas(settings.retryParked(), kept(locked));
        SagaBatch batch = new SagaBatch(locked, types, new OutgoingSagaMessages(messageTypes), parkings);
        change.accept(batch);
        changes.of(locked, batch.started().values(), batch.changed().values(), parkings.parked());
        return effects(batch);
    }

    private Effects effects(SagaBatch batch) {
        Effects effects = new Effects();
        UndecidedSagas parkings = batch.parkings();
        parkings.anomalies().forEach(anomaly -> anomalies.record(anomaly.id(), anomaly.impossible()));
        parkings.announced().forEach(parked -> anomalies.recordParked(parked.id(), parked.reason(), parked.cause()));
        sagas.insert(batch.started().values(), effects);
        sagas.update(batch.changed().values(), effects);
        resolvedAs(batch.changed().values(), effects);
        parkedSagas.park(parkings.parked(), effects);
        parkedSagas.forget(parkings.taken(), effects);
        parkedSagas.keep(parkings.toKeep(), effects);
        batch.outgoing().addTo(effects);
        return effects;
    }

    private void resolvedAs(Collection<SagaRow> changed, Effects effects) {
        Map<UUID, SagaOutcome> outcomes = new LinkedHashMap<>();
        for (SagaRow saga : changed) {
            Resolution resolution = saga.state().resolution();
            if (resolution != null && resolution.outcome() != null) {
                outcomes.put(saga.id(), resolution.outcome());
            }
        }
        parkedSagas.resolvedAs(outcomes, effects);
    }

    /** Only sagas that are parked have any, so no other batch reads them. */
    private Map<UUID, List<UndecidedSagas.Kept>> kept(LockedSagas locked) {
        List<UUID> parked = locked.readable().values().stream()
                .filter(saga -> saga.state().parked() != null)
                .map(SagaRow::id)
                .toList();
        Map<UUID, List<UndecidedSagas.Kept>> kept = new HashMap<>();
        if (!parked.isEmpty()) {
            parkedSagas.inputs(parked).forEach(input -> read(input, kept));
        }
        return kept;
    }

    /** A reply that cannot be read is left out, which the operator is told; its command is sent again when its timer fires. */
    private void read(ParkedSagas.Input input, Map<UUID, List<UndecidedSagas.Kept>> kept) {
        List<UndecidedSagas.Kept> ofSaga = kept.computeIfAbsent(input.sagaId(), saga -> new ArrayList<>());
        try {
            ofSaga.add(new UndecidedSagas.Kept(inputs.kept(input), input.traceparent()));
        } catch (RuntimeException unreadable) {
            SagaInput unknown = new SagaInput.Started(input.type());
            anomalies.record(
                    input.sagaId(),
                    new Impossible<>(
                            "a reply that was kept while the saga was parked cannot be read, and is left out: "
                                    + FaultDescription.of(unreadable),
                            null,
                            unknown));
        }
    }
}
