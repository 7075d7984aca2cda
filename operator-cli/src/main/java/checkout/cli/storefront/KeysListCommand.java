package checkout.cli.storefront;

import checkout.cli.command.FilterParams;
import checkout.cli.command.PagingOptions;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lists the keys of a storefront. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the keys of a storefront, newest first.")
final class KeysListCommand extends KeyCommand {
    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get(paging.addTo(new FilterParams()).asQueryOf(keys()));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        TextTable table = new TextTable("ID", "BEGINS WITH", "STATE", "CREATED", "EXPIRES", "LAST USED", "NAME");
        answer.path("keys")
                .forEach(key -> table.row(
                        TextTable.text(key, "keyId"),
                        TextTable.text(key, "prefix"),
                        TextTable.text(key, "state"),
                        TextTable.age(key, "createdAt"),
                        TextTable.age(key, "expiresAt"),
                        TextTable.age(key, "lastUsedAt"),
                        TextTable.text(key, "name")));
        table.print(out);
        printNextPageHint(answer, out);
    }
}
