package checkout.cli.storefront;

import checkout.cli.command.FilterParams;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Creates a storefront. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Creates a storefront, which then needs a key. Limits that are left out are the default.")
final class StorefrontsCreateCommand extends StorefrontReadCommand {
    @Parameters(paramLabel = "STOREFRONT", description = "Its id, which its orders will name.")
    private String id = "";

    @Option(names = "--name", description = "What people call it (default: its id).")
    private @Nullable String name;

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.post(
                StorefrontsCommand.STOREFRONTS,
                new FilterParams()
                        .with("id", id)
                        .with("name", name)
                        .with("limits", limits.asJson())
                        .asJson());
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        out.println("Storefront %s is created. Create its first key with: storefronts keys create %s --name NAME"
                .formatted(id, id));
    }
}
