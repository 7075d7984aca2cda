package checkout.saga.runtime.drive;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga to act on.
 *
 * @param movedAt the version that the operator has seen; a saga that has moved since is left alone. Null for any version.
 */
public record ActionTarget(UUID id, @Nullable Instant movedAt) {}
