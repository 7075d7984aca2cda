package checkout.cli.stock;

import checkout.cli.command.TextTable;
import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Recomputes the stock from its movements; exit code 0 only if there is no difference. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Recomputes the stock from all its movements and lists the differences. Changes nothing.",
            "Exit code 0 only if there is none."
        })
final class StockVerifyCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print the API's JSON.")
    private boolean json;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode report =
                connection.connectToPart(StockCommand.SERVICE, "operator").post("/v1/stock/verify", Map.of());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(OperatorApiClient.JSON.writeValueAsString(report));
        } else {
            print(report, out);
        }
        out.flush();
        return report.path("verified").asBoolean() ? 0 : 1;
    }

    private static void print(JsonNode report, PrintWriter out) {
        out.printf(
                "%s items, %s movements, %s differences.%n",
                TextTable.text(report, "items"),
                TextTable.text(report, "movements"),
                TextTable.text(report, "differenceCount"));
        if (!report.path("differences").isEmpty()) {
            TextTable table = new TextTable("SKU", "MOVEMENT", "FOUND", "COMPUTED", "PROBLEM");
            report.path("differences")
                    .forEach(difference -> table.row(
                            TextTable.text(difference, "sku"),
                            TextTable.text(difference, "movementId"),
                            quantities(difference.path("found")),
                            quantities(difference.path("computed")),
                            TextTable.text(difference, "problem")));
            table.print(out);
        }
    }

    private static String quantities(JsonNode quantities) {
        return "%s on hand, %s reserved"
                .formatted(TextTable.text(quantities, "onHand"), TextTable.text(quantities, "reserved"));
    }
}
