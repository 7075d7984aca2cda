package checkout.messaging.position;

import checkout.messaging.position.PositionTable.Stored;
import java.util.UUID;
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
        FIRST_START,
        OPERATOR
    }

    /**
     * The position in the database is where the group is: it was written after the effects, so it is never ahead of them.
     * What Kafka has committed for the group never counts. If the database knows nothing, it may have been restored from a
     * time before the first position, and has none of the effects; so the partition is read from the oldest record, and the
     * inbox recognizes what was handled.
     *
     * @param stored null if this group has never read this partition
     * @param topicId the id of the topic; null if Kafka does not tell it
     * @param oldest the offset of the oldest record that Kafka still has
     * @param end the offset of the next record to be written
     */
    static StartingPoint of(@Nullable Stored stored, @Nullable UUID topicId, long oldest, long end) {
        if (stored == null) {
            return new Offset(oldest, Reason.FIRST_START);
        }
        if (stored.next().isEmpty()) {
            return new Offset(oldest, Reason.OPERATOR);
        }
        long next = stored.next().getAsLong();
        return stored.isOfAnotherTopic(topicId) ? createdAgain(next) : within(next, oldest, end);
    }

    private static Gap createdAgain(long next) {
        return new Gap(
                "The next record to handle had offset %d, but the topic was deleted and created again.".formatted(next)
                        + " Redo the effects of the records that were deleted before this group handled them, then resume the partition at the oldest record.");
    }

    private static StartingPoint within(long next, long oldest, long end) {
        if (next < oldest) {
            return new Gap(
                    "The next record to handle has offset %d, but Kafka has deleted the records before offset %d."
                                    .formatted(next, oldest)
                            + " They were deleted before this group handled them. Redo their effects, then resume the partition at the oldest record.");
        }
        if (next > end) {
            return new Gap(
                    "The next record to handle has offset %d, but the partition ends at offset %d.".formatted(next, end)
                            + " The topic was created again or has lost records; resume the partition at the oldest record.");
        }
        return new Offset(next, Reason.STORED);
    }
}
