package checkout.cli.storefront;

import checkout.cli.command.TextTable;
import java.io.PrintWriter;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A command about the keys of one storefront that prints a key, and the key itself if it is new. */
abstract class KeyCommand extends StorefrontReadCommand {
    @Parameters(index = "0", paramLabel = "STOREFRONT", description = "The id of the storefront.")
    private String storefront = "";

    /** The path of the storefront's keys. */
    final String keys() {
        return StorefrontsCommand.keys(storefront);
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        out.println("%s of %s: %s, begins with %s"
                .formatted(
                        TextTable.text(answer, "keyId"),
                        TextTable.text(answer, "storefront"),
                        TextTable.text(answer, "state"),
                        TextTable.text(answer, "prefix")));
        if (answer.has("expiresAt")) {
            out.println("  expires at " + TextTable.text(answer, "expiresAt"));
        }
        if (answer.has("replaces")) {
            out.println(
                    "  takes the place of " + TextTable.text(answer, "replaces") + ", which expires after the overlap");
        }
        if (answer.has("key")) {
            out.println("  key, which is not shown again: " + TextTable.text(answer, "key"));
        }
    }
}
