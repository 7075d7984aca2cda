package checkout.cli.stock;

import checkout.cli.command.FilterParams;
import checkout.cli.command.PagingOptions;
import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists the movements of a sku, newest first. */
@Command(
        name = "movements",
        mixinStandardHelpOptions = true,
        description =
                "Lists the movements of a sku, newest first: by how much what changed, why, and what there was after it.")
final class StockMovementsCommand extends ReadCommand {

    @Parameters(paramLabel = "SKU", description = "The sku.")
    private String sku = "";

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    protected String service() {
        return StockCommand.SERVICE;
    }

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get(paging.addTo(new FilterParams())
                .asQueryOf("/v1/stock/%s/movements".formatted(FilterParams.urlEncode(sku))));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        TextTable table = new TextTable("ID", "KIND", "AGE", "ON HAND", "RESERVED", "AFTER", "BY", "REASON");
        answer.path("movements")
                .forEach(movement -> table.row(
                        TextTable.text(movement, "id"),
                        TextTable.text(movement, "kind"),
                        TextTable.age(movement, "at"),
                        "%+d".formatted(movement.path("onHandChange").asInt()),
                        "%+d".formatted(movement.path("reservedChange").asInt()),
                        "%s / %s".formatted(TextTable.text(movement, "onHand"), TextTable.text(movement, "reserved")),
                        TextTable.text(movement, movement.path("actor").isString() ? "actor" : "checkoutId"),
                        TextTable.text(movement, "reason")));
        table.print(out);
        printNextPageHint(answer, out);
    }
}
