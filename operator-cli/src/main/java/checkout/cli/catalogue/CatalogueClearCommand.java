package checkout.cli.catalogue;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Makes an instance of order-service forget the cached availability. */
@Command(
        name = "clear",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an instance of order-service forget the cached availability.",
            "Until inventory-service answers again, it is unknown."
        })
final class CatalogueClearCommand extends ReadCommand {

    @Option(names = "--sku", description = "Only of this one.")
    private @Nullable String sku;

    @Override
    protected String service() {
        return CatalogueCommand.SERVICE;
    }

    @Override
    protected String defaultUser() {
        return "operator";
    }

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.delete(new FilterParams().with("sku", sku).asQueryOf(CatalogueCommand.CACHE));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        out.printf("Forgot the availability of %s skus.%n", TextTable.text(answer, "cleared"));
    }
}
