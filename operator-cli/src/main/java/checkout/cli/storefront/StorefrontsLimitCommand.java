package checkout.cli.storefront;

import checkout.cli.command.FilterParams;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Replaces the limits of a storefront. */
@Command(
        name = "limit",
        mixinStandardHelpOptions = true,
        description = "Replaces the limits of a storefront. Those that are left out are the default again.")
final class StorefrontsLimitCommand extends StorefrontReadCommand {
    @Parameters(paramLabel = "STOREFRONT", description = "The id of the storefront.")
    private String id = "";

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.put(
                "%s/%s/limits".formatted(StorefrontsCommand.STOREFRONTS, FilterParams.urlEncode(id)),
                limits.asJson(),
                Map.of());
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        out.println(
                "Storefront %s has these limits, and otherwise the default: %s".formatted(id, answer.path("limits")));
    }
}
