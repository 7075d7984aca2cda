package checkout.saga.runtime.drive;

import org.jspecify.annotations.Nullable;

/**
 * An operator's request to end a saga by hand.
 *
 * @param outcome how it ended, in a word of the saga's type, or COMPLETED or COMPENSATED
 * @param note what was done outside
 * @param force also while a command is in flight, and also if no running instance has the saga's version
 */
public record ResolveRequest(
        String outcome, String reason, @Nullable String note, boolean force, String who) {}
