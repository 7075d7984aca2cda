package checkout.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select a page of a list. */
public final class PagingOptions {

    @Option(names = "--limit", defaultValue = "50", description = "Maximum number of rows (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--cursor", description = "Continue after the previous page.")
    private @Nullable String cursor;

    public FilterParams addTo(FilterParams filter) {
        return filter.with("limit", limit).with("cursor", cursor);
    }
}
