package checkout.cli.stock;

import checkout.cli.command.FilterParams;
import checkout.cli.command.PagingOptions;
import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.CliException;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows how much there is of some skus, or of all. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows how much is on hand, reserved and available.")
final class StockShowCommand extends ReadCommand {

    private static final String PATH = "/v1/stock";

    /** So many skus fit into the request line that servers accept. */
    private static final int PORTION = 50;

    @Parameters(paramLabel = "SKU", arity = "0..*", description = "Only these; all if omitted, page by page.")
    private List<String> skus = List.of();

    @Mixin
    private PagingOptions paging = new PagingOptions();

    private boolean allFound = true;

    @Override
    protected String service() {
        return StockCommand.SERVICE;
    }

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        if (skus.isEmpty()) {
            return api.get(paging.addTo(new FilterParams()).asQueryOf(PATH));
        }
        if (paging.isLimited()) {
            throw new CliException("--limit and --cursor are for all stock; leave them out, or the skus.");
        }
        List<String> wanted = skus.stream().distinct().toList();
        ObjectNode answer = OperatorApiClient.JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        answer.putNull("nextCursor");
        for (int from = 0; from < wanted.size(); from += PORTION) {
            String query = wanted.subList(from, Math.min(from + PORTION, wanted.size())).stream()
                    .map(FilterParams::urlEncode)
                    .collect(Collectors.joining("&sku=", "?sku=", ""));
            api.get(PATH + query).path("items").forEach(items::add);
        }
        Set<String> found =
                items.valueStream().map(item -> TextTable.text(item, "sku")).collect(Collectors.toSet());
        List<String> unknown =
                wanted.stream().filter(sku -> !found.contains(sku)).toList();
        if (!unknown.isEmpty()) {
            errors().println("There is no stock of %s.".formatted(String.join(", ", unknown)));
            errors().flush();
            allFound = false;
        }
        return answer;
    }

    @Override
    protected int exitCode(JsonNode answer) {
        return allFound ? 0 : 1;
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        if (answer.path("items").isEmpty()) {
            if (skus.isEmpty()) {
                out.println("There is no stock.");
            }
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
        printNextPageHint(answer, out);
    }
}
