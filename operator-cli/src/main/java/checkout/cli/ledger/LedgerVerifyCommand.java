package checkout.cli.ledger;

import checkout.cli.command.TextTable;
import checkout.cli.command.VerifyCommand;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Recomputes all balances from their entries; exit code 0 only if all recorded balances are the same. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Recomputes all balances from their entries and lists those that are recorded differently.",
            "Changes nothing. Exit code 0 only if there is no difference."
        })
final class LedgerVerifyCommand extends VerifyCommand {

    LedgerVerifyCommand() {
        super(LedgerCommand.PAYMENTS);
    }

    /** Puts the parts together that the API verifies one at a time. */
    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        ArrayNode differences = OperatorApiClient.JSON.createArrayNode();
        int checked = 0;
        String cursor = "";
        do {
            JsonNode part = api.post("/v1/ledger/verify", Map.of("cursor", cursor));
            checked += part.path("checked").asInt();
            part.path("differences").forEach(differences::add);
            cursor = part.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return OperatorApiClient.JSON.valueToTree(Map.of("checked", checked, "differences", differences));
    }

    @Override
    protected boolean isVerified(JsonNode report) {
        return report.path("differences").isEmpty();
    }

    @Override
    protected void print(JsonNode report, PrintWriter out) {
        JsonNode differences = report.path("differences");
        int checked = report.path("checked").asInt();
        if (differences.isEmpty()) {
            out.printf("The balances of %d accounts are the sums of their entries.%n", checked);
        } else {
            TextTable table = new TextTable("ACCOUNT", "RECORDED", "ENTRIES");
            differences.forEach(difference -> table.row(
                    TextTable.text(difference, "account"),
                    LedgerReadCommand.money(difference.path("recorded")),
                    LedgerReadCommand.money(difference.path("entries"))));
            table.print(out);
            out.printf("%d of %d accounts differ.%n", differences.size(), checked);
        }
    }
}
