package checkout.saga.runtime.operator;

import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.state.SagaState;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.api.PayloadRedaction;
import checkout.saga.runtime.operator.SagaDetail.Finding;
import checkout.saga.runtime.operator.SagaDetail.Letter;
import checkout.saga.runtime.operator.SagaDetail.Possible;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.Sagas;
import checkout.saga.runtime.timeline.SagaHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers everything about one saga. */
@Component
class SagaDetailReader {
    private final Sagas sagas;
    private final SagaList list;
    private final SagaProblems problems;
    private final SagaHistory history;
    private final SagaTypes types;
    private final PayloadRedaction redaction;

    SagaDetailReader(
            Sagas sagas,
            SagaList list,
            SagaProblems problems,
            SagaHistory history,
            SagaTypes types,
            PayloadRedaction redaction) {
        this.sagas = sagas;
        this.list = list;
        this.problems = problems;
        this.history = history;
        this.types = types;
        this.redaction = redaction;
    }

    /** All of it is read from one snapshot, so that the history fits the state. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Optional<SagaDetail> of(UUID id) {
        return list.summary(id).flatMap(summary -> sagas.find(id).map(row -> detail(summary, row)));
    }

    private SagaDetail detail(SagaSummary summary, SagaRow row) {
        SagaState state = row.state();
        SagaHistory.Retained retained = history.of(row.id(), state);
        List<Finding> findings = problems.findings(row.id());
        List<Letter> letters = problems.openDeadLetters(row.id());
        return new SagaDetail(
                summary,
                state.saga(),
                state.pastPivot(),
                state.steps(),
                state.abort(),
                state.resolution(),
                SagaDiagnosis.of(state, retained.pendingReplies(), letters, findings),
                retained.pendingReplies(),
                actions(row),
                redaction.of(row.data()),
                findings,
                letters,
                retained.timeline(),
                retained.complete());
    }

    /** Which requests the engine would accept now. */
    private Map<String, Possible> actions(SagaRow row) {
        Map<String, Possible> actions = new LinkedHashMap<>();
        for (Request request : Request.values()) {
            actions.put(request.name().toLowerCase(Locale.ROOT), possible(row, request));
        }
        return actions;
    }

    private Possible possible(SagaRow row, Request request) {
        SagaState state = row.state();
        if (state.phase().ended()) {
            return Possible.no(IgnoredInputReason.ALREADY_ENDED.description());
        }
        Optional<String> notDeployed = types.notDeployed(state.saga(), state.version());
        if (notDeployed.isPresent()) {
            return request == Request.RESOLVE ? Possible.YES : Possible.no(notDeployed.get());
        }
        return possible(types.named(state.saga()).orElseThrow(), row, request);
    }

    private static <D> Possible possible(SagaType<D> type, SagaRow row, Request request) {
        return switch (type.version(row.state().version())) {
            case Lookup.Known<D>(Saga<D> definition) ->
                SagaEngine.decide(
                                        definition,
                                        row.state(),
                                        type.dataClass().cast(row.data()),
                                        new OperatorRequested(request, "", ""))
                                instanceof Ignored<D>(IgnoredInputReason why)
                        ? Possible.no(why.description())
                        : Possible.YES;
            case Lookup.Unknown<D>(String reason) -> Possible.no(reason);
        };
    }
}
