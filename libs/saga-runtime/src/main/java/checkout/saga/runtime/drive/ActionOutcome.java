package checkout.saga.runtime.drive;

import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.UnreadableSaga;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operator's request to one saga.
 *
 * @param before where it stood, in words; null if there is no such saga
 * @param after where it stands; null if it is unchanged
 * @param sent what the request sent, and what has to be answered before it has taken effect
 */
public record ActionOutcome(
        ActionResult result,
        @Nullable String before,
        @Nullable String after,
        List<SentStep> sent) {

    static ActionOutcome unchanged(ActionResult result, @Nullable StoredSaga saga) {
        return new ActionOutcome(result, saga == null ? null : standing(saga), null, List.of());
    }

    static ActionOutcome of(ActionResult result, StoredSaga before, @Nullable StoredSaga after) {
        return switch (result) {
            case ActionResult.Done done ->
                before instanceof SagaRow row
                                && after instanceof SagaRow now
                                && !row.state().equals(now.state())
                        ? new ActionOutcome(
                                done, standing(row), standing(now), SentStep.between(row.state(), now.state()))
                        : new ActionOutcome(done, standing(before), done.now().name(), List.of());
            case ActionResult.Refused(String why)
            when before instanceof SagaRow row
                    && after instanceof SagaRow now
                    && !row.state().equals(now.state()) ->
                new ActionOutcome(new ActionResult.Resumed(now.phase(), why), standing(row), standing(now), List.of());
            case ActionResult.Refused refused -> unchanged(refused, before);
            case ActionResult.Resumed resumed -> unchanged(resumed, before);
            case ActionResult.Changed changed -> unchanged(changed, before);
            case ActionResult.Locked locked -> unchanged(locked, before);
            case ActionResult.NoSuchSaga none -> unchanged(none, null);
        };
    }

    /** Where a saga stands, in words, such as {@code STUCK at 'confirm order', attempt 10 of 10}. */
    public static String standing(StoredSaga saga) {
        return switch (saga) {
            case SagaRow row -> standing(row.state());
            case UnreadableSaga unreadable -> unreadable.phase().name();
        };
    }

    private static String standing(SagaState state) {
        StepState step = state.foremost();
        return step == null
                ? state.phase().name()
                : "%s at '%s', attempt %d of %d"
                        .formatted(state.phase(), step.step(), step.attempt(), step.maxAttempts());
    }
}
