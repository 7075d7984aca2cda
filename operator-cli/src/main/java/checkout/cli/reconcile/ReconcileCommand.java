package checkout.cli.reconcile;

import checkout.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** Compares payments with the card provider's ledger, shows the differences and settles them. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Compares payments with the card provider's ledger, shows the differences and settles them.",
            "With --url, give that of payment-service."
        },
        subcommands = {
            ReconcileRunCommand.class,
            ReconcileShowCommand.class,
            ReconcileDifferencesCommand.class,
            ReconcileSettleCommand.class
        })
public final class ReconcileCommand extends CommandGroup {

    /** The service whose API these commands call. */
    static final String PAYMENTS = "payment-service";

    static final String PATH = "/v1/reconciliations";
}
