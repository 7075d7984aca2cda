package checkout.messaging.retention;

import java.util.Optional;
import java.util.UUID;

/** Tells of messages that somebody still reads, however old they are; a service that has such declares a bean of this. */
@FunctionalInterface
public interface OldestMessageInUse {
    /** Nothing with this id or a later one is dropped; empty if only their age counts. */
    Optional<UUID> oldest();
}
