package checkout.saga.engine.definition;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A command to a participant, with the command that undoes it.
 *
 * @param undo null when there is nothing to undo or the step is never undone
 * @param pivot whether the participant's answer to this step alone decides how the saga ends
 * @param onReply null when the saga takes nothing from the reply
 */
public record Step<D>(
        String name,
        Function<D, ?> command,
        @Nullable BiFunction<D, AbortCause, ?> undo,
        boolean pivot,
        boolean mustSucceed,
        RetryPolicy retry,
        @Nullable OnReply<D> onReply) {

    /** Whether nothing but the participant's answer may undo the saga once the command of this step was sent. */
    public boolean pointOfNoReturn() {
        return pivot || mustSucceed;
    }

    /** How the saga's data change with a done-reply, and the type of payload that it must carry. */
    public record OnReply<D>(Class<?> type, BiFunction<D, Object, D> take) {}
}
