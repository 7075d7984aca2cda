package checkout.cli.stock;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows how much there is of some skus, or of all. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows how much is on hand, reserved and available.")
final class StockShowCommand extends ReadCommand {

    @Parameters(paramLabel = "SKU", arity = "0..*", description = "Only these; all if omitted.")
    private List<String> skus = List.of();

    @Override
    protected String service() {
        return StockCommand.SERVICE;
    }

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        String query = skus.stream().map(FilterParams::urlEncode).collect(Collectors.joining("&sku=", "?sku=", ""));
        return api.get("/v1/stock" + (skus.isEmpty() ? "" : query));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        if (answer.path("items").isEmpty()) {
            out.println("There is no such stock.");
            return;
        }
        TextTable table = new TextTable("SKU", "ON HAND", "RESERVED", "AVAILABLE");
        answer.path("items")
                .forEach(item -> table.row(
                        TextTable.text(item, "sku"),
                        TextTable.text(item, "onHand"),
                        TextTable.text(item, "reserved"),
                        TextTable.text(item, "available")));
        table.print(out);
    }
}
