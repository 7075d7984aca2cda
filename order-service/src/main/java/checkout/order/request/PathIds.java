package checkout.order.request;

import java.util.Optional;
import java.util.UUID;

/** Reads UUIDs from paths, in their full form only. */
public final class PathIds {
    private static final int LENGTH = 36;

    private PathIds() {}

    public static Optional<UUID> parse(String id) {
        try {
            return id.length() == LENGTH ? Optional.of(UUID.fromString(id)) : Optional.empty();
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }
}
