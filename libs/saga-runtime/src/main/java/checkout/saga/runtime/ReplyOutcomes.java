package checkout.saga.runtime;

import checkout.saga.engine.StepOutcome;

/** Tells the engine what a participant's reply means: done or refused. An orchestrator provides one. */
@FunctionalInterface
public interface ReplyOutcomes {
    StepOutcome outcomeOf(Object reply);
}
