package checkout.saga.runtime.operator;

import checkout.saga.engine.state.SagaState;
import checkout.saga.runtime.api.PayloadRedaction;
import checkout.saga.runtime.operator.SagaDetail.Finding;
import checkout.saga.runtime.operator.SagaDetail.Letter;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.TolerantSagaReader;
import checkout.saga.runtime.store.UnreadableSaga;
import checkout.saga.runtime.timeline.SagaHistory;
import checkout.saga.runtime.timeline.SentCommand;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Gathers everything about one saga. */
@Component
class SagaDetailReader {
    private final SnapshotReader snapshot;
    private final TolerantSagaReader sagas;
    private final SagaList list;
    private final SagaAnomalies anomalies;
    private final SagaHistory history;
    private final PossibleActions actions;
    private final PayloadRedaction redaction;

    SagaDetailReader(
            SnapshotReader snapshot,
            TolerantSagaReader sagas,
            SagaList list,
            SagaAnomalies anomalies,
            SagaHistory history,
            PossibleActions actions,
            PayloadRedaction redaction) {
        this.snapshot = snapshot;
        this.sagas = sagas;
        this.list = list;
        this.anomalies = anomalies;
        this.history = history;
        this.actions = actions;
        this.redaction = redaction;
    }

    /** All of it is read from one snapshot, so that the history fits the state. */
    Optional<Read> of(UUID id) {
        return snapshot.read(
                () -> list.summary(id).flatMap(summary -> sagas.find(id).map(saga -> switch (saga) {
                    case SagaRow row -> detail(summary, row);
                    case UnreadableSaga unreadable -> detail(summary, unreadable);
                })));
    }

    /**
     * What is stored about a saga.
     *
     * @param commands those that are not answered
     */
    record Read(SagaDetail detail, List<SentCommand> commands) {}

    private Read detail(SagaSummary summary, SagaRow row) {
        SagaState state = row.state();
        SagaHistory.Retained retained = history.of(row.id(), state);
        List<Finding> findings = anomalies.findings(row.id());
        List<Letter> letters = anomalies.openDeadLetters(row.id());
        SagaDetail detail = new SagaDetail(
                summary,
                state.saga(),
                state.pastPivot(),
                state.steps(),
                state.abort(),
                state.resolution(),
                SagaDiagnosis.of(state, summary, retained.pendingReplies(), letters, findings),
                retained.pendingReplies(),
                actions.of(row),
                redaction.of(row.data()),
                findings,
                letters,
                retained.timeline(),
                retained.complete(),
                retained.removed(),
                List.of());
        return new Read(detail, retained.lastCommands());
    }

    /** What the plain columns and the messages tell. */
    private Read detail(SagaSummary summary, UnreadableSaga saga) {
        SagaHistory.Retained retained = history.of(saga.id());
        List<Finding> findings = anomalies.findings(saga.id());
        List<Letter> letters = anomalies.openDeadLetters(saga.id());
        SagaDetail detail = new SagaDetail(
                summary,
                saga.type(),
                false,
                List.of(),
                null,
                null,
                SagaDiagnosis.ofUnreadable(saga, letters, findings),
                List.of(),
                actions.of(saga),
                null,
                findings,
                letters,
                retained.timeline(),
                retained.complete(),
                retained.removed(),
                List.of());
        return new Read(detail, List.of());
    }
}
