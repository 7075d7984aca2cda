package checkout.cli.ledger;

import checkout.cli.command.FilterParams;
import checkout.cli.command.PagingOptions;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists the entries of a checkout or of an account, newest first. */
@Command(
        name = "entries",
        mixinStandardHelpOptions = true,
        description = "Lists the entries of a checkout or of an account, newest first.")
final class LedgerEntriesCommand extends LedgerReadCommand {

    @ArgGroup(multiplicity = "1")
    private Selection selection = new Selection();

    @Mixin
    private PagingOptions paging = new PagingOptions();

    /** Which entries. */
    static final class Selection {
        @Option(names = "--checkout", paramLabel = "ID", description = "The entries of this checkout.")
        private @Nullable String checkout;

        @Option(
                names = "--account",
                description = {
                    "The entries of this account: wallet:ID, held:ID, settlement:CURRENCY,",
                    "provider:CURRENCY or funding:CURRENCY."
                })
        private @Nullable String account;
    }

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        FilterParams filter =
                new FilterParams().with("checkoutId", selection.checkout).with("account", selection.account);
        return api.get(paging.addTo(filter).asQueryOf("/v1/ledger/entries"));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        if (answer.path("entries").isEmpty()) {
            out.println("There are no entries.");
            return;
        }
        TextTable table = new TextTable("TIME", "KIND", "DEBIT", "CREDIT", "AMOUNT", "CHECKOUT", "RETURN");
        answer.path("entries")
                .forEach(entry -> table.row(
                        TextTable.text(entry, "bookedAt"),
                        TextTable.text(entry, "kind"),
                        TextTable.text(entry, "debit"),
                        TextTable.text(entry, "credit"),
                        money(entry.path("amount")),
                        TextTable.text(entry, "checkoutId"),
                        TextTable.text(entry, "returnId")));
        table.print(out);
        printNextPageHint(answer, out);
    }
}
