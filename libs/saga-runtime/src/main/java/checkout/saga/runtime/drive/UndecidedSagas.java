package checkout.saga.runtime.drive;

import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.store.FaultDescription;
import checkout.saga.runtime.store.ParkedSagas;
import checkout.saga.runtime.store.ParkedSagas.Parking;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.UnreadableSaga;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a batch records of sagas on which it cannot decide: why they are parked, the messages kept for them, and anomalies. */
final class UndecidedSagas {
    private final Duration retryAfter;
    private final Map<UUID, List<Kept>> kept;
    private final Map<UUID, Parking> parked = new LinkedHashMap<>();
    private final List<New> announced = new ArrayList<>();
    private final List<ParkedSagas.Input> toKeep = new ArrayList<>();
    private final Set<UUID> taken = new HashSet<>();
    private final List<Anomaly> anomalies = new ArrayList<>();

    /**
     * @param retryAfter when a saga that cannot be read or decided is tried again
     * @param kept the replies that were kept for the sagas of the batch
     */
    UndecidedSagas(Duration retryAfter, Map<UUID, List<Kept>> kept) {
        this.retryAfter = retryAfter;
        this.kept = kept;
    }

    /** A reply that was kept while its saga was parked. */
    record Kept(SagaInput input, @Nullable String traceparent) {}

    /** A saga that is parked for a reason that it was not parked for before. */
    record New(UUID id, String reason, @Nullable Throwable cause) {}

    record Anomaly(UUID id, Impossible<?> impossible) {}

    boolean contains(UUID id) {
        return parked.containsKey(id);
    }

    @Nullable
    String reason(UUID id) {
        Parking parking = parked.get(id);
        return parking == null ? null : parking.reason();
    }

    void anomaly(UUID id, Impossible<?> impossible) {
        anomalies.add(new Anomaly(id, impossible));
    }

    /** The row may be readable later, or by another instance, so it is tried again. */
    void unreadable(UnreadableSaga saga, @Nullable SagaInput input, ParkedSagas.@Nullable Input message) {
        if (saga.phase().ended()) {
            afterTheEnd(saga.id(), saga.phase(), input);
        } else {
            park(saga.id(), saga.parked(), saga.reason(), retryAfter, null);
            keep(message);
        }
    }

    /** An instance that has the version takes the saga up at once. */
    void notDeployed(SagaRow saga, String reason, SagaInput input, ParkedSagas.@Nullable Input message) {
        if (saga.phase().ended()) {
            afterTheEnd(saga.id(), saga.phase(), input);
        } else {
            // that is for the operator to see in the list, and no anomaly
            parked.put(saga.id(), new Parking(saga.id(), reason, message == null ? null : Duration.ZERO));
            keep(message);
        }
    }

    void failed(UUID id, @Nullable String before, RuntimeException failure, ParkedSagas.@Nullable Input message) {
        park(id, before, "it cannot be decided: " + FaultDescription.of(failure), retryAfter, failure);
        keep(message);
    }

    private void park(
            UUID id, @Nullable String before, String reason, Duration resumeAfter, @Nullable Throwable cause) {
        Parking parking = new Parking(id, reason, resumeAfter);
        parked.put(id, parking);
        if (!Objects.equals(before, parking.reason())) {
            announced.add(new New(id, parking.reason(), cause));
        }
    }

    /** A reply that comes after an operator has ended the saga is one to look at; the owner's consent is not. */
    private void afterTheEnd(UUID id, SagaPhase phase, @Nullable SagaInput input) {
        if (phase == SagaPhase.RESOLVED && input instanceof SagaInput.Replied replied) {
            boolean consent = replied.step().equals(Saga.RESOLUTION) && replied.outcome() instanceof StepOutcome.Done;
            if (!consent) {
                anomaly(id, new Impossible<>("a reply came after the saga had been resolved", null, input));
            }
        }
    }

    /** A reply to a saga that has ended, and nobody can tell what it would have led to. */
    void late(SagaRow saga, SagaInput input, RuntimeException failure) {
        String finding =
                "a reply came after the saga had ended, and cannot be decided: " + FaultDescription.of(failure);
        anomaly(saga.id(), new Impossible<>(finding, saga.state(), input));
    }

    void keep(ParkedSagas.@Nullable Input message) {
        if (message != null) {
            toKeep.add(message);
        }
    }

    List<Kept> kept(UUID id) {
        return kept.getOrDefault(id, List.of());
    }

    /** The kept replies of this saga have become its inputs. */
    void taken(UUID id) {
        if (kept.containsKey(id)) {
            taken.add(id);
        }
    }

    Collection<Parking> parked() {
        return parked.values();
    }

    List<New> announced() {
        return announced;
    }

    List<ParkedSagas.Input> toKeep() {
        return toKeep;
    }

    Set<UUID> taken() {
        return taken;
    }

    List<Anomaly> anomalies() {
        return anomalies;
    }
}
