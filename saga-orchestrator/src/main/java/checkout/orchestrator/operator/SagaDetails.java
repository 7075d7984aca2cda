package checkout.orchestrator.operator;

import checkout.orchestrator.api.Redaction;
import checkout.orchestrator.definition.Checkout;
import checkout.orchestrator.operator.SagaDetail.Finding;
import checkout.orchestrator.operator.SagaDetail.Letter;
import checkout.orchestrator.operator.SagaDetail.Possible;
import checkout.orchestrator.runtime.SagaRow;
import checkout.orchestrator.runtime.Sagas;
import checkout.orchestrator.timeline.SagaHistory;
import checkout.saga.engine.IgnoredReason;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.state.SagaState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers all there is to know of one saga. */
@Component
class SagaDetails {
    private final Sagas sagas;
    private final SagaList list;
    private final SagaProblems sagaProblems;
    private final SagaHistory history;
    private final SagaVersions<Checkout> definitions;

    SagaDetails(
            Sagas sagas,
            SagaList list,
            SagaProblems sagaProblems,
            SagaHistory history,
            SagaVersions<Checkout> definitions) {
        this.sagas = sagas;
        this.list = list;
        this.sagaProblems = sagaProblems;
        this.history = history;
        this.definitions = definitions;
    }

    /** One snapshot, so that the history fits the state it is shown beside. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Optional<SagaDetail> of(UUID id) {
        return list.line(id).flatMap(line -> sagas.find(id).map(row -> detail(line, row)));
    }

    private SagaDetail detail(SagaSummary line, SagaRow row) {
        SagaState state = row.state();
        SagaHistory.Told told = history.of(row.id(), state);
        List<Finding> findings = sagaProblems.findings(row.id());
        List<Letter> letters = sagaProblems.openDeadLetters(row.id());
        return new SagaDetail(
                line,
                state.saga(),
                state.pastPivot(),
                state.steps(),
                state.abort(),
                state.resolution(),
                SagaDiagnosis.of(state, told.owed(), letters, findings),
                told.owed(),
                actions(row),
                Redaction.of(row.data()),
                findings,
                letters,
                told.timeline(),
                told.complete());
    }

    /** What the engine would say, asked without consequences. */
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
            return new Possible(false, IgnoredReason.ALREADY_ENDED.description());
        }
        Lookup<Checkout> found = definitions.find(state.saga(), state.version());
        if (found instanceof Lookup.Unknown<Checkout> unknown) {
            return request == Request.RESOLVE ? new Possible(true, null) : new Possible(false, unknown.reason());
        }
        var decision = SagaEngine.decide(
                ((Lookup.Known<Checkout>) found).saga(),
                state,
                row.data(),
                new OperatorRequested(request, "asked only", "nobody"));
        return decision instanceof Ignored<Checkout> ignored
                ? new Possible(false, ignored.why().description())
                : new Possible(true, null);
    }
}
