package checkout.cli.storefront;

import checkout.cli.command.FilterParams;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The limits of a storefront. */
final class LimitOptions {
    @Option(names = "--writes", paramLabel = "N", description = "Writing requests per second.")
    private @Nullable Integer writes;

    @Option(names = "--write-burst", paramLabel = "N", description = "Writing requests at once.")
    private @Nullable Integer writeBurst;

    @Option(names = "--reads", paramLabel = "N", description = "Reading requests per second.")
    private @Nullable Integer reads;

    @Option(names = "--read-burst", paramLabel = "N", description = "Reading requests at once.")
    private @Nullable Integer readBurst;

    @Option(names = "--in-flight", paramLabel = "N", description = "Requests in progress on each instance.")
    private @Nullable Integer inFlight;

    Map<String, Object> asJson() {
        return new FilterParams()
                .with("writesPerSecond", writes)
                .with("writeBurst", writeBurst)
                .with("readsPerSecond", reads)
                .with("readBurst", readBurst)
                .with("maxInFlight", inFlight)
                .asJson();
    }
}
