package checkout.cli.ledger;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ListCommand;
import checkout.cli.command.TextTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists the entries of a checkout or of an account, newest first. */
@Command(
        name = "entries",
        mixinStandardHelpOptions = true,
        description = "Lists the entries of a checkout or of an account, newest first.")
final class LedgerEntriesCommand extends ListCommand {

    @ArgGroup(multiplicity = "1")
    private Selection selection = new Selection();

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

    LedgerEntriesCommand() {
        super(new Layout(
                "entries",
                "entryId",
                "There are no entries.",
                List.of("TIME", "KIND", "DEBIT", "CREDIT", "AMOUNT", "CHECKOUT", "RETURN")));
    }

    @Override
    protected String service() {
        return LedgerCommand.PAYMENTS;
    }

    @Override
    protected String path() {
        return "/v1/ledger/entries";
    }

    @Override
    protected FilterParams filter() {
        return new FilterParams().with("checkoutId", selection.checkout).with("account", selection.account);
    }

    @Override
    protected List<String> cells(JsonNode entry) {
        return List.of(
                TextTable.text(entry, "bookedAt"),
                TextTable.text(entry, "kind"),
                TextTable.text(entry, "debit"),
                TextTable.text(entry, "credit"),
                LedgerReadCommand.money(entry.path("amount")),
                TextTable.text(entry, "checkoutId"),
                TextTable.text(entry, "returnId"));
    }
}
