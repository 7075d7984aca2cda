package checkout.cli.catalogue;

import checkout.cli.command.FilterParams;
import checkout.cli.command.PagingOptions;
import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lists the products by sku, withdrawn ones too. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the products by sku, withdrawn ones too.")
final class CatalogueListCommand extends ReadCommand {

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    protected String service() {
        return CatalogueCommand.SERVICE;
    }

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get(paging.addTo(new FilterParams()).asQueryOf(CatalogueCommand.PRODUCTS));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        TextTable table = new TextTable("SKU", "PRICE", "SOLD", "VERSION", "CHANGED", "BY", "NAME");
        answer.path("products")
                .forEach(product -> table.row(
                        TextTable.text(product, "sku"),
                        ProductText.price(product),
                        product.path("withdrawn").asBoolean() ? "no" : "yes",
                        TextTable.text(product, "version"),
                        TextTable.age(product, "changedAt"),
                        TextTable.text(product, "changedBy"),
                        TextTable.text(product, "name")));
        table.print(out);
        printNextPageHint(answer, out);
    }
}
