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

/** Shows the availability that an instance of order-service has cached. */
@Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        description =
                "Shows the availability that an instance of order-service has cached, and whether inventory answers.")
final class CatalogueCacheCommand extends ReadCommand {

    @Option(names = "--sku", description = "Only this one.")
    private @Nullable String sku;

    @Option(
            names = "--limit",
            defaultValue = "100",
            description = "Maximum number of skus (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    protected String service() {
        return CatalogueCommand.SERVICE;
    }

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get(new FilterParams().with("sku", sku).with("limit", limit).asQueryOf(CatalogueCommand.CACHE));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        out.printf(
                "%s of at most %s skus cached; inventory-service %s, circuit breaker %s, %s requests under way.%n",
                TextTable.text(answer, "skus"),
                TextTable.text(answer, "maxSkus"),
                answer.path("inventoryFails").asBoolean() ? "does not answer" : "answers",
                TextTable.text(answer, "circuitBreaker"),
                TextTable.text(answer, "requestsUnderWay"));
        out.printf("Reads %s, requests %s since the start.%n", answer.path("reads"), answer.path("requests"));
        TextTable table = new TextTable("SKU", "AVAILABLE", "AGE", "USE");
        answer.path("entries")
                .forEach(entry -> table.row(
                        TextTable.text(entry, "sku"),
                        TextTable.text(entry, "available"),
                        TextTable.text(entry, "ageSeconds") + " s",
                        TextTable.text(entry, "use")));
        table.print(out);
    }
}
