package checkout.messaging.retention;

import java.util.Optional;
import java.util.UUID;

/** Keeps messages that are still needed, however old they are; a service that has such messages declares a bean of this. */
@FunctionalInterface
public interface OldestMessageInUse {
    /** The oldest id that must be kept, with all later ones; empty if only age counts. */
    Optional<UUID> oldest();
}
