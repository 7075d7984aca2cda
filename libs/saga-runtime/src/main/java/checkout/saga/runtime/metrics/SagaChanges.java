package checkout.saga.runtime.metrics;

import checkout.messaging.record.RecordLogContext;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.store.LockedSagas;
import checkout.saga.runtime.store.ParkedSagas.Parking;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.StoredSaga;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Measures what a transaction has changed, and says of each saga that became stuck that it did; both after the commit. */
@Component
public class SagaChanges {
    private static final Logger log = LoggerFactory.getLogger(SagaChanges.class);

    private final SagaMeters meters;

    SagaChanges(SagaMeters meters) {
        this.meters = meters;
    }

    /** A saga that became stuck. */
    private record Stuck(
            UUID id,
            String type,
            @Nullable String step,
            @Nullable String reason) {}

    /** Takes note of what the current transaction changes. */
    public void of(
            LockedSagas locked, Collection<SagaRow> started, Collection<SagaRow> changed, Collection<Parking> parked) {
        List<Parking> newlyParked = parked.stream()
                .filter(parking -> wasRunning(locked.find(parking.id())))
                .toList();
        Set<UUID> parkedIds = new HashSet<>();
        parked.forEach(parking -> parkedIds.add(parking.id()));
        List<SagaChange> changes = new ArrayList<>(started.size() + changed.size());
        started.forEach(saga -> changes.add(new SagaChange(null, saga, locked.now())));
        changed.stream()
                .filter(saga -> !parkedIds.contains(saga.id()))
                .forEach(saga -> changes.add(new SagaChange(locked.readable().get(saga.id()), saga, locked.now())));
        if (!changes.isEmpty() || !newlyParked.isEmpty()) {
            afterCommit(() -> {
                changes.forEach(this::record);
                newlyParked.forEach(parking -> parked(parking, locked));
            });
        }
    }

    private static boolean wasRunning(@Nullable StoredSaga saga) {
        return saga != null && !saga.phase().stuck() && !saga.phase().ended();
    }

    private void record(SagaChange change) {
        meters.record(change);
        if (change.becameStuck()) {
            SagaRow saga = change.after();
            var step = saga.state().foremost();
            say(new Stuck(
                    saga.id(),
                    saga.type(),
                    step == null ? null : step.step(),
                    saga.state().stuckReason()));
        }
    }

    private void parked(Parking parking, LockedSagas locked) {
        StoredSaga saga = locked.find(parking.id());
        if (saga != null) {
            SagaRow row = locked.readable().get(parking.id());
            var step = row == null ? null : row.state().foremost();
            meters.moved(
                    saga.type(),
                    saga.phase() == SagaPhase.COMPENSATING ? SagaPhase.COMPENSATION_STUCK : SagaPhase.STUCK);
            say(new Stuck(saga.id(), saga.type(), step == null ? null : step.step(), parking.reason()));
        }
    }

    private static void say(Stuck stuck) {
        LoggingEventBuilder line =
                log.atWarn().addKeyValue(RecordLogContext.SAGA_ID, stuck.id()).addKeyValue("sagaType", stuck.type());
        line.log(
                "Saga {} of type {} is stuck at {}: {}. It waits for an operator: ./checkout sagas show {}",
                stuck.id(),
                stuck.type(),
                stuck.step() == null ? "no step" : "'" + stuck.step() + "'",
                stuck.reason(),
                stuck.id());
    }

    private static void afterCommit(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
