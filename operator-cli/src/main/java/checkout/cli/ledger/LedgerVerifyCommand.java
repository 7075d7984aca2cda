package checkout.cli.ledger;

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
import tools.jackson.databind.node.ArrayNode;

/** Recomputes all balances from their entries; exit code 0 only if all recorded balances are the same. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Recomputes all balances from their entries and lists those that are recorded differently.",
            "Changes nothing. Exit code 0 only if there is no difference."
        })
final class LedgerVerifyCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print the differences as JSON.")
    private boolean json;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final ArrayNode differences = OperatorApiClient.JSON.createArrayNode();
    private int checked;

    @Override
    public Integer call() throws InterruptedException {
        OperatorApiClient api = connection.connectToPart(LedgerCommand.PAYMENTS, "operator");
        String cursor = "";
        do {
            JsonNode part = api.post("/v1/ledger/verify", Map.of("cursor", cursor));
            checked += part.path("checked").asInt();
            part.path("differences").forEach(differences::add);
            cursor = part.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        print(Objects.requireNonNull(spec).commandLine().getOut());
        return differences.isEmpty() ? 0 : 1;
    }

    private void print(PrintWriter out) {
        if (json) {
            out.println(
                    OperatorApiClient.JSON.writeValueAsString(Map.of("checked", checked, "differences", differences)));
        } else if (differences.isEmpty()) {
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
        out.flush();
    }
}
