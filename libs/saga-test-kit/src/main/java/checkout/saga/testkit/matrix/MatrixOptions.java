package checkout.saga.testkit.matrix;

import java.util.HashMap;
import java.util.Map;

/**
 * What the matrix has to know about a saga beyond its definition.
 *
 * @param replies what done-replies carry, by step
 * @param refusalReason the reason that participants give for a refusal
 * @param cancellable whether the saga may be cancelled
 */
public record MatrixOptions(Map<String, Object> replies, String refusalReason, boolean cancellable) {
    public static final MatrixOptions DEFAULT = new MatrixOptions(Map.of(), "REFUSED", true);

    public MatrixOptions {
        replies = Map.copyOf(replies);
    }

    public MatrixOptions replying(String step, Object payload) {
        Map<String, Object> more = new HashMap<>(replies);
        more.put(step, payload);
        return new MatrixOptions(more, refusalReason, cancellable);
    }

    public MatrixOptions refusing(String reason) {
        return new MatrixOptions(replies, reason, cancellable);
    }

    public MatrixOptions notCancellable() {
        return new MatrixOptions(replies, refusalReason, false);
    }
}
