package checkout.cli.reconcile;

import checkout.cli.command.FilterParams;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Settles a difference that was dealt with. */
@Command(
        name = "settle",
        mixinStandardHelpOptions = true,
        description = {
            "Settles a difference that was dealt with. It changes no payment and calls nobody.",
            "A run opens the difference again if either side says something else by then."
        })
final class ReconcileSettleCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The difference's id, as the list shows it.")
    private String id = "";

    @Option(names = "--reason", required = true, description = "What was done; recorded in the audit.")
    private String reason = "";

    @Option(names = "--json", description = "Print the API's JSON.")
    private boolean json;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        OperatorApiClient api = connection.connect(ReconcileCommand.PAYMENTS, "operator");
        JsonNode settled = api.post(
                ReconcileCommand.PATH + "/differences/" + FilterParams.urlEncode(id) + "/settle",
                Map.of("reason", reason));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(OperatorApiClient.JSON.writeValueAsString(settled));
        } else {
            out.printf(
                    "%s of checkout %s is %s.%n",
                    TextTable.text(settled, "kind"),
                    TextTable.text(settled, "checkoutId"),
                    TextTable.text(settled, "status"));
        }
        out.flush();
        return 0;
    }
}
