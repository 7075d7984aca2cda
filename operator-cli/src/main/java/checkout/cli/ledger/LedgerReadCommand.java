package checkout.cli.ledger;

import checkout.cli.command.ReadCommand;
import tools.jackson.databind.JsonNode;

/** Reads from the ledger's API. */
abstract class LedgerReadCommand extends ReadCommand {

    @Override
    protected final String service() {
        return LedgerCommand.PAYMENTS;
    }

    static String money(JsonNode money) {
        return money.path("amount").asString("-") + " " + money.path("currency").asString("");
    }
}
