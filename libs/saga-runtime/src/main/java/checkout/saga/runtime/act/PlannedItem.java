package checkout.saga.runtime.act;

import checkout.saga.runtime.action.ActionPreview;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga that an act is about to be created with.
 *
 * @param movedAt its version; null if there is no such saga
 */
record PlannedItem(
        UUID saga,
        @Nullable String type,
        @Nullable Instant movedAt,
        @Nullable String before,
        ActionPreview preview) {}
