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
 * fails, or cannot be read, is swept saga by saga, and the saga at fault is parked.
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
            log.debug("{} or more sagas were due; sweeping again at once", settings.most());
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
            return due.size();
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            if (!Faults.concernsOneRow(failure)) {
                throw failure;
            }
            // a row that is damaged on disk fails the statement that reads it, and nobody knows which one it is
            List<UUID> each = due.isEmpty() ? sagas.due(types.versions(), settings.most()) : due;
            if (each.isEmpty()) {
                throw failure;
            }
            log.warn("{} due sagas failed together and are swept one by one: {}", each.size(), failure.toString());
            return Math.toIntExact(each.stream().filter(this::sweepAlone).count());
        }
    }

    private void fire(LockedSagas locked) {
        if (!locked.ids().isEmpty()) {
            outbox.send(runner.run(locked, batch -> {
                batch.resume();
                batch.fireDueTimers();
            }));
        }
    }

    /** Returns false if the saga is left as it is. */
    private boolean sweepAlone(UUID id) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                LockedSagas locked = sagas.lockFree(List.of(id));
                fire(locked);
                return !locked.ids().isEmpty();
            }));
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            if (!Faults.concernsOneRow(failure)) {
                throw failure;
            }
            return park(id, "its timers cannot be fired: " + FaultDescription.of(failure), failure);
        }
    }

    /** Reads no JSON column, because a damaged one may be what failed. */
    private boolean park(UUID id, String reason, Throwable failure) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                LockedSagas locked = sagas.lockUnreadable(id, reason);
                if (!locked.ids().isEmpty()) {
                    park(locked, new Parking(id, reason, settings.retryParked()), failure);
                }
                return !locked.ids().isEmpty();
            }));
        } catch (RuntimeException inVain) {
            if (!Faults.concernsOneRow(inVain)) {
                throw inVain;
            }
            inVain.addSuppressed(failure);
            log.error("Saga {} can be neither swept nor parked; the next sweep tries it again", id, inVain);
            return false;
        }
    }

    private void park(LockedSagas locked, Parking parking, Throwable failure) {
        List<Parking> parked = List.of(parking);
        changes.of(locked, List.of(), List.of(), parked);
        Effects effects = new Effects();
        parkedSagas.park(parked, effects);
        if (!Objects.equals(parkedSagas.reason(parking.id()), parking.reason())) {
            anomalies.recordParked(parking.id(), parking.reason(), failure);
        }
        outbox.send(effects);
    }
}
