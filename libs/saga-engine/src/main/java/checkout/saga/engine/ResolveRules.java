package checkout.saga.engine;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import java.util.List;

/** Decides whether an operator may end a saga by hand with a stated outcome. */
final class ResolveRules<D> {

    private final SagaTransition<D> transition;
    private final SagaState before;

    ResolveRules(SagaTransition<D> transition, SagaState before) {
        this.transition = transition;
        this.before = before;
    }

    SagaDecision<D> decide(SagaInput.ResolveRequested requested) {
        StepState start = transition.find(Saga.START);
        if (requested.outcome() == SagaOutcome.COMPLETED && start != null && start.status() == StepStatus.UNDONE) {
            return transition.ignored(IgnoredInputReason.START_UNDONE);
        }
        // to end the saga now would leave out what is still to be done or undone
        if (!requested.force() && !transition.parked() && isWaiting()) {
            return transition.ignored(IgnoredInputReason.STILL_RUNNING);
        }
        SagaState resolved =
                before.resolved(requested.who(), requested.reason(), requested.outcome(), requested.note());
        return new SagaDecision.Moved<>(resolved, transition.data, List.of(), List.of());
    }

    private boolean isWaiting() {
        for (StepState step : transition.steps()) {
            if (step.status().waiting()) {
                return true;
            }
        }
        return false;
    }
}
