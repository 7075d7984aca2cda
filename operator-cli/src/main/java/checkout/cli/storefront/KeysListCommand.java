package checkout.cli.storefront;

import checkout.cli.command.ListCommand;
import checkout.cli.command.TextTable;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists the keys of a storefront. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the keys of a storefront, newest first.")
final class KeysListCommand extends ListCommand {
    @Parameters(index = "0", paramLabel = "STOREFRONT", description = "The id of the storefront.")
    private String storefront = "";

    KeysListCommand() {
        super(new Layout(
                "keys",
                "keyId",
                "The storefront has no key.",
                List.of("ID", "BEGINS WITH", "STATE", "CREATED", "EXPIRES", "LAST USED", "NAME")));
    }

    @Override
    protected String service() {
        return StorefrontsCommand.SERVICE;
    }

    @Override
    protected String defaultUser() {
        return StorefrontsCommand.ADMIN;
    }

    @Override
    protected String path() {
        return StorefrontsCommand.keys(storefront);
    }

    @Override
    protected List<String> cells(JsonNode key) {
        return List.of(
                TextTable.text(key, "keyId"),
                TextTable.text(key, "prefix"),
                TextTable.text(key, "state"),
                TextTable.age(key, "createdAt"),
                TextTable.age(key, "expiresAt"),
                TextTable.age(key, "lastUsedAt"),
                TextTable.text(key, "name"));
    }
}
