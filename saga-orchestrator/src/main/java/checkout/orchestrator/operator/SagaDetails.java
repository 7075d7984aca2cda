package checkout.orchestrator.operator;

import checkout.orchestrator.definition.Checkout;
import checkout.orchestrator.desk.Withheld;
import checkout.orchestrator.operator.SagaDetail.Finding;
import checkout.orchestrator.operator.SagaDetail.Letter;
import checkout.orchestrator.operator.SagaDetail.Possible;
import checkout.orchestrator.runtime.SagaRow;
import checkout.orchestrator.runtime.Sagas;
import checkout.orchestrator.timeline.History;
import checkout.saga.engine.Decision.Ignored;
import checkout.saga.engine.Engine;
import checkout.saga.engine.Input.OperatorSaid;
import checkout.saga.engine.Input.OperatorSaid.Wish;
import checkout.saga.engine.NoOp;
import checkout.saga.engine.definition.Definitions;
import checkout.saga.engine.definition.Definitions.Found;
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
    private final Troubles troubles;
    private final History history;
    private final Definitions<Checkout> definitions;

    SagaDetails(Sagas sagas, SagaList list, Troubles troubles, History history, Definitions<Checkout> definitions) {
        this.sagas = sagas;
        this.list = list;
        this.troubles = troubles;
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
        History.Told told = history.of(row.id(), state);
        List<Finding> findings = troubles.findings(row.id());
        List<Letter> letters = troubles.openDeadLetters(row.id());
        return new SagaDetail(
                line,
                state.saga(),
                state.pastPivot(),
                state.steps(),
                state.abort(),
                state.resolution(),
                Diagnosis.of(state, told.owed(), letters, findings),
                told.owed(),
                actions(row),
                Withheld.of(row.data()),
                findings,
                letters,
                told.timeline(),
                told.complete());
    }

    /** What the engine would say, asked without consequences. */
    private Map<String, Possible> actions(SagaRow row) {
        Map<String, Possible> actions = new LinkedHashMap<>();
        for (Wish wish : Wish.values()) {
            actions.put(wish.name().toLowerCase(Locale.ROOT), possible(row, wish));
        }
        return actions;
    }

    private Possible possible(SagaRow row, Wish wish) {
        SagaState state = row.state();
        if (state.phase().ended()) {
            return new Possible(false, NoOp.ALREADY_ENDED.sentence());
        }
        Found<Checkout> found = definitions.find(state.saga(), state.version());
        if (found instanceof Found.Unknown<Checkout> unknown) {
            return wish == Wish.RESOLVE ? new Possible(true, null) : new Possible(false, unknown.reason());
        }
        var decision = Engine.decide(
                ((Found.Known<Checkout>) found).saga(),
                state,
                row.data(),
                new OperatorSaid(wish, "asked only", "nobody"));
        return decision instanceof Ignored<Checkout> ignored
                ? new Possible(false, ignored.why().sentence())
                : new Possible(true, null);
    }
}
