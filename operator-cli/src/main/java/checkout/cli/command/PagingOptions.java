package checkout.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select a page of a list. */
public final class PagingOptions {

    private static final int DEFAULT = 50;

    @Option(names = "--limit", description = "Maximum number of rows (default: " + DEFAULT + ").")
    private @Nullable Integer limit;

    @Option(names = "--cursor", description = "Continue after the previous page.")
    private @Nullable String cursor;

    public FilterParams addTo(FilterParams filter) {
        return filter.with("limit", limit == null ? DEFAULT : limit).with("cursor", cursor);
    }

    /** Whether the user gave a limit or a page. */
    public boolean isLimited() {
        return limit != null || cursor != null;
    }
}
