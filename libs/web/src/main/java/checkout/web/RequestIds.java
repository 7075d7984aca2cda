package checkout.web;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the ids of requests: UUIDs in their full form only. */
public final class RequestIds {
    private static final int LENGTH = 36;

    private RequestIds() {}

    /** Empty if this is no id. A null, which only a list in a body can have, is refused at once: nothing can be said to have it. */
    public static Optional<UUID> parse(@Nullable String id) {
        if (id == null) {
            throw RequestChecks.invalid("An id must be a UUID such as 01890000-0000-7000-8000-000000000001, not null.");
        }
        try {
            return id.length() == LENGTH ? Optional.of(UUID.fromString(id)) : Optional.empty();
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }
}
