package checkout.cli.reconcile;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ReadCommand;
import checkout.cli.connection.CliException;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows a reconciliation: how far it is, and what it has found. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a reconciliation: how far it is, and what it has found.")
final class ReconcileShowCommand extends ReadCommand {

    @Parameters(paramLabel = "ID", arity = "0..1", description = "Its id (default: the newest).")
    private @Nullable String id;

    @Override
    protected String service() {
        return ReconcileCommand.PAYMENTS;
    }

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        if (id != null) {
            return api.get(ReconcileCommand.PATH + "/" + FilterParams.urlEncode(id));
        }
        JsonNode newest = api.get(ReconcileCommand.PATH + "?limit=1").path("reconciliations");
        if (newest.isEmpty()) {
            throw new CliException("There was no reconciliation yet; begin one with ./checkout reconcile run.");
        }
        return newest.path(0);
    }

    @Override
    protected void print(JsonNode run, PrintWriter out) {
        ReconciliationText.print(run, out);
    }
}
