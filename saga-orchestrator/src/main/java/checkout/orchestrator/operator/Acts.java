package checkout.orchestrator.operator;

import checkout.orchestrator.audit.Act;
import checkout.orchestrator.audit.Act.Action;
import checkout.orchestrator.audit.Act.Outcome;
import checkout.orchestrator.audit.Audit;
import checkout.orchestrator.runtime.Answer;
import checkout.orchestrator.runtime.Interventions;
import checkout.orchestrator.timeline.History;
import checkout.saga.engine.Input.OperatorSaid;
import checkout.saga.engine.Input.OperatorSaid.Wish;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Acts on one saga: the engine's decision, the commands it sends and the audit's line are one commit. */
@Component
class Acts {
    private static final Logger log = LoggerFactory.getLogger(Acts.class);

    private final Interventions interventions;
    private final History history;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Acts(Interventions interventions, History history, Audit audit, TransactionTemplate transaction) {
        this.interventions = interventions;
        this.history = history;
        this.audit = audit;
        this.transaction = transaction;
    }

    Answer act(UUID saga, OperatorSaid said) {
        Answer answer = Objects.requireNonNull(transaction.execute(status -> {
            Answer decided = interventions.intervene(saga, said, history.traceparent(saga));
            keep(saga, said, decided);
            return decided;
        }));
        log.info("Saga {}: {} wished {} because of '{}': {}", saga, said.who(), said.wish(), said.reason(), answer);
        return answer;
    }

    /** What was refused is kept too; what was asked of no saga at all is not. */
    private void keep(UUID saga, OperatorSaid said, Answer answer) {
        Action action = action(said.wish());
        if (answer instanceof Answer.Done done) {
            String detail = "now " + done.now().phase();
            audit.keep(List.of(new Act(said.who(), action, saga, null, said.reason(), Outcome.DONE, detail)));
        } else if (answer instanceof Answer.Refused refused) {
            audit.keep(List.of(new Act(said.who(), action, saga, null, said.reason(), Outcome.REFUSED, refused.why())));
        }
    }

    private static Action action(Wish wish) {
        return switch (wish) {
            case RETRY -> Action.RETRY;
            case COMPENSATE -> Action.COMPENSATE;
            case RESOLVE -> Action.RESOLVE;
        };
    }
}
