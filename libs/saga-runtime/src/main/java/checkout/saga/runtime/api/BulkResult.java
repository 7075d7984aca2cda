package checkout.saga.runtime.api;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of each item of a bulk request.
 *
 * @param nextCursor null unless the filter matched more items than one request may act on
 */
public record BulkResult(
        int done, int notDone, List<Item> results, @Nullable String nextCursor) {
    /** The item does not exist or does not match. */
    public static final String GONE = "GONE";
    /** The item is unchanged by the action, for the reason given as detail. */
    public static final String REFUSED = "REFUSED";
    /** A temporary fault; the action may be requested again. */
    public static final String FAILED = "FAILED";

    private static final Set<String> NOT_DONE = Set.of(GONE, REFUSED, FAILED);

    /** The outcome for one item. */
    public record Item(UUID id, String outcome, @Nullable String detail) {
        public boolean done() {
            return !NOT_DONE.contains(outcome);
        }
    }

    public static BulkResult of(List<Item> items, @Nullable String nextCursor) {
        int done = (int) items.stream().filter(Item::done).count();
        return new BulkResult(done, items.size() - done, List.copyOf(items), nextCursor);
    }
}
