package checkout.cli.storefront;

import checkout.cli.command.FilterParams;
import checkout.cli.connection.OperatorApiClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Creates a key and prints it. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Creates a key and prints it. It is never shown again.")
final class KeysCreateCommand extends KeyCommand {
    @Option(names = "--name", required = true, description = "What the key is for.")
    private String name = "";

    @Option(names = "--lifetime", paramLabel = "TIME", description = "When it expires, such as 90d (default: never).")
    private @Nullable String lifetime;

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.post(
                keys(),
                new FilterParams()
                        .with("name", name)
                        .with("lifetime", FilterParams.isoDuration(lifetime))
                        .asJson());
    }
}
