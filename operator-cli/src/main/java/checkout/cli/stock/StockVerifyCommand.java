package checkout.cli.stock;

import checkout.cli.command.TextTable;
import checkout.cli.command.VerifyCommand;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Recomputes the stock from its movements; exit code 0 only if there is no difference. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Recomputes the stock from all its movements and lists the differences. Changes nothing.",
            "Exit code 0 only if there is none."
        })
final class StockVerifyCommand extends VerifyCommand {

    StockVerifyCommand() {
        super(StockCommand.SERVICE);
    }

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.post("/v1/stock/verify", Map.of());
    }

    @Override
    protected boolean isVerified(JsonNode report) {
        return report.path("verified").asBoolean();
    }

    @Override
    protected void print(JsonNode report, PrintWriter out) {
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
