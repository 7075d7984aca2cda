package checkout.messaging.position;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where a consumer begins to read a partition that it was assigned, or why it does not. */
sealed interface StartingPoint {
    /** The partition is read from here. */
    record Offset(long offset, Reason reason) implements StartingPoint {}

    /** Records that the group has not handled are missing, so an operator decides. */
    record Gap(String sentence) implements StartingPoint {}

    /** Why reading begins at an offset. */
    enum Reason {
        STORED,
        COMMITTED,
        FIRST_START,
        OPERATOR
    }

    /**
     * The position in the database is where the group is: it was written after the effects, so it is never ahead of them.
     * What Kafka has committed for the group counts only if the database knows nothing.
     *
     * @param stored null if this group has never read this partition; empty if an operator decided to begin at the oldest
     *     record
     * @param oldest the offset of the oldest record that Kafka still has
     * @param end the offset of the next record to be written
     */
    static StartingPoint of(@Nullable OptionalLong stored, @Nullable Long committed, long oldest, long end) {
        if (stored != null) {
            return stored.isEmpty()
                    ? new Offset(oldest, Reason.OPERATOR)
                    : within(stored.getAsLong(), oldest, end, Reason.STORED);
        }
        return committed == null
                ? new Offset(oldest, Reason.FIRST_START)
                : within(committed, oldest, end, Reason.COMMITTED);
    }

    private static StartingPoint within(long next, long oldest, long end, Reason reason) {
        if (next < oldest) {
            return new Gap(
                    "The next record to handle has offset %d, but Kafka has deleted the records before offset %d."
                                    .formatted(next, oldest)
                            + " They were deleted before this group handled them; restore what they did, then let an operator resume the partition at the oldest record.");
        }
        if (next > end) {
            return new Gap(
                    "The next record to handle has offset %d, but the partition ends at offset %d.".formatted(next, end)
                            + " The topic was created anew or has lost records; let an operator resume the partition at the oldest record.");
        }
        return new Offset(next, reason);
    }
}
