package checkout.cli.storefront;

import checkout.cli.command.FilterParams;
import checkout.cli.connection.OperatorApiClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Replaces a key and prints the new one. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description = "Replaces a key and prints the new one; for a while, both are valid.")
final class KeysRotateCommand extends KeyCommand {
    @Parameters(index = "1", paramLabel = "ID", description = "The id of the key, which is not the key itself.")
    private String key = "";

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            defaultValue = "1d",
            description = "How long the key before stays valid, such as 12h (default: ${DEFAULT-VALUE}).")
    private String overlap = "";

    @Option(
            names = "--lifetime",
            paramLabel = "TIME",
            description = "When the new key expires, such as 90d (default: as long as the key before).")
    private @Nullable String lifetime;

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.post(
                "%s/%s/rotate".formatted(keys(), FilterParams.urlEncode(key)),
                new FilterParams()
                        .with("overlap", FilterParams.isoDuration(overlap))
                        .with("lifetime", FilterParams.isoDuration(lifetime))
                        .asJson());
    }
}
