package checkout.lab.stack.operator;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of a listing is shown, and from where. */
final class PagingOptions {

    @Option(names = "--limit", defaultValue = "50", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--cursor", description = "Where the page before ended.")
    private @Nullable String cursor;

    ActionFilter on(ActionFilter filter) {
        return filter.with("limit", limit).with("cursor", cursor);
    }
}
