package checkout.saga.runtime.drive;

import checkout.messaging.Effects;
import checkout.messaging.fault.Faults;
import checkout.messaging.outbox.Outbox;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.metrics.SagaChanges;
import checkout.saga.runtime.store.AnomalyLog;
import checkout.saga.runtime.store.FaultDescription;
import checkout.saga.runtime.store.LockedSagas;
import checkout.saga.runtime.store.ParkedSagas;
import checkout.saga.runtime.store.ParkedSagas.Parking;
import checkout.saga.runtime.store.Sagas;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fires the timers of due sagas. Any number of instances may sweep: none waits for a row that another has locked. A batch that
 * fails is swept saga by saga, and the saga at fault is parked.
 */
@Component
class DeadlineSweeper {
    private static final Logger log = LoggerFactory.getLogger(DeadlineSweeper.class);

    private final Sagas sagas;
    private final ParkedSagas parkedSagas;
    private final AnomalyLog anomalies;
    private final SagaTypes types;
    private final SagaBatchRunner runner;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final SweeperSettings settings;
    private final SagaChanges changes;

    DeadlineSweeper(
            Sagas sagas,
            ParkedSagas parkedSagas,
            AnomalyLog anomalies,
            SagaTypes types,
            SagaBatchRunner runner,
            Outbox outbox,
            TransactionTemplate transaction,
            SweeperSettings settings,
            SagaChanges changes) {
        this.sagas = sagas;
        this.parkedSagas = parkedSagas;
        this.anomalies = anomalies;
        this.types = types;
        this.runner = runner;
        this.outbox = outbox;
        this.transaction = transaction;
        this.settings = settings;
        this.changes = changes;
    }

    /** Sweeps until fewer sagas are due than one transaction takes. */
    void sweepAll() {
        while (sweep() == settings.most()) {
            log.info("{} or more sagas were due; sweeping again at once", settings.most());
        }
    }

    /** Takes one batch of due sagas and returns their number. */
    int sweep() {
        List<UUID> due = new ArrayList<>();
        try {
            transaction.executeWithoutResult(status -> {
                LockedSagas locked = sagas.lockDue(types.versions(), settings.most());
                due.addAll(locked.ids());
                fire(locked);
            });
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            if (due.isEmpty() || !Faults.concernsOneRow(failure)) {
                throw failure;
            }
            log.warn("{} due sagas failed together and are swept one by one: {}", due.size(), failure.toString());
            due.forEach(this::sweepAlone);
        }
        return due.size();
    }

    private void fire(LockedSagas locked) {
        if (!locked.ids().isEmpty()) {
            outbox.send(runner.run(locked, batch -> {
                batch.resume();
                batch.fireDueTimers();
            }));
        }
    }

    private void sweepAlone(UUID id) {
        try {
            transaction.executeWithoutResult(status -> fire(sagas.lock(List.of(id))));
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            if (!Faults.concernsOneRow(failure)) {
                throw failure;
            }
            park(id, failure);
        }
    }

    private void park(UUID id, Throwable failure) {
        String reason = "its timers cannot be fired: " + FaultDescription.of(failure);
        transaction.executeWithoutResult(status -> {
            List<Parking> parked = List.of(new Parking(id, reason, settings.retryParked()));
            changes.of(sagas.lock(List.of(id)), List.of(), List.of(), parked);
            Effects effects = new Effects();
            parkedSagas.park(parked, effects);
            if (!Objects.equals(parkedSagas.reason(id), reason)) {
                anomalies.recordParked(id, reason, failure);
            }
            outbox.send(effects);
        });
    }
}
