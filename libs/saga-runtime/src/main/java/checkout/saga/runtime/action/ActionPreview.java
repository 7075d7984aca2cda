package checkout.saga.runtime.action;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a saga would accept a request as it is now, and what would be sent.
 *
 * @param why it would not; null if it would
 */
public record ActionPreview(boolean possible, @Nullable String why, List<PlannedCommand> sends) {
    static ActionPreview no(String why) {
        return new ActionPreview(false, why, List.of());
    }
}
