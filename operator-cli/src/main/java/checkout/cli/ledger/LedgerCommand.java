package checkout.cli.ledger;

import checkout.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** Shows the payments' ledger and verifies it. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the ledger of payment-service and verifies that its balances follow from its entries.",
            "With --url, give that of payment-service."
        },
        subcommands = {LedgerBalancesCommand.class, LedgerEntriesCommand.class, LedgerVerifyCommand.class})
public final class LedgerCommand extends CommandGroup {

    /** The service whose API these commands call. */
    static final String PAYMENTS = "payment-service";
}
