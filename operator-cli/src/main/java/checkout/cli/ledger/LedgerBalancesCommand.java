package checkout.cli.ledger;

import checkout.cli.command.FilterParams;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows the balance of an account, or of all accounts of the shop. */
@Command(
        name = "balances",
        mixinStandardHelpOptions = true,
        description = "Shows the balance of an account, or of all accounts of the shop, summed up from their entries.")
final class LedgerBalancesCommand extends LedgerReadCommand {

    @Parameters(
            paramLabel = "ACCOUNT",
            arity = "0..1",
            description = {
                "wallet:ID, held:ID, settlement:CURRENCY, provider:CURRENCY or funding:CURRENCY.",
                "Omit it for all accounts of the shop."
            })
    private @Nullable String account;

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get(new FilterParams().with("account", account).asQueryOf("/v1/ledger/balances"));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        if (answer.path("balances").isEmpty()) {
            out.println("There are no entries.");
            return;
        }
        TextTable table = new TextTable("ACCOUNT", "BALANCE");
        answer.path("balances")
                .forEach(balance -> table.row(TextTable.text(balance, "account"), money(balance.path("balance"))));
        table.print(out);
    }
}
