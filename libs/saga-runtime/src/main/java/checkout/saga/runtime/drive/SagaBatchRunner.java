package checkout.saga.runtime.drive;

import checkout.messaging.Effects;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.AnomalyLog;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.Sagas;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Changes a batch of locked sagas and collects what has to be written and sent. */
@Component
class SagaBatchRunner {
    private final Sagas sagas;
    private final AnomalyLog anomalies;
    private final SagaTypes types;
    private final Clock clock;

    SagaBatchRunner(Sagas sagas, AnomalyLog anomalies, SagaTypes types, Clock clock) {
        this.sagas = sagas;
        this.anomalies = anomalies;
        this.types = types;
        this.clock = clock;
    }

    /** Runs a change of these locked sagas and returns its effects, to be written in the same transaction. */
    Effects run(Map<UUID, SagaRow> locked, Consumer<SagaBatch> change) {
        SagaBatch batch = new SagaBatch(locked, types, clock.instant());
        change.accept(batch);
        batch.impossible().forEach(anomalies::record);
        sagas.insert(batch.started(), batch.effects());
        sagas.update(batch.changed(), batch.effects());
        return batch.effects();
    }
}
