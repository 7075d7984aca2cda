package checkout.web;

import java.util.Optional;
import java.util.UUID;

/** Reads the ids of requests: UUIDs in their full form only. */
public final class RequestIds {
    private static final int LENGTH = 36;

    private RequestIds() {}

    public static Optional<UUID> parse(String id) {
        try {
            return id.length() == LENGTH ? Optional.of(UUID.fromString(id)) : Optional.empty();
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }
}
