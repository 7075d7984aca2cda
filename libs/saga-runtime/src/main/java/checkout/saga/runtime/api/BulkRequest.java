package checkout.saga.runtime.api;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to act on everything that a filter matches.
 *
 * @param outcome of an action that ends sagas by hand: how they ended
 * @param note of the same: what was done outside
 * @param force also where the action is refused otherwise
 * @param cursor of the result before, to act on the items that did not fit into it
 */
public record BulkRequest<F>(
        @Nullable F filter,
        @Nullable String action,
        @Nullable String reason,
        @Nullable String cursor,
        @Nullable String outcome,
        @Nullable String note,
        @Nullable Boolean force) {
    /** The number of items that one request may act on. */
    public static final int LIMIT = 500;

    /** The action, if it is one of these. */
    public <A extends Enum<A>> A action(List<A> allowed) {
        return allowed.stream()
                .filter(one -> action != null && one.name().equals(action.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> OperatorApiErrors.request("'action' must be one of %s."
                        .formatted(String.join(
                                ", ",
                                allowed.stream()
                                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                                        .toList()))));
    }

    /** The reason, which nobody may leave out. */
    public String givenReason() {
        return ActionReason.given(reason);
    }
}
