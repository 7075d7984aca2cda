package checkout.cli.ledger;

import checkout.cli.command.ReadCommand;
import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;
import tools.jackson.databind.JsonNode;

/** Reads from the ledger's API. */
abstract class LedgerReadCommand extends ReadCommand {

    @Override
    protected final OperatorApiClient connect(ConnectionOptions connection, String defaultUser) {
        return connection.connectToPart(LedgerCommand.PAYMENTS, defaultUser);
    }

    static String money(JsonNode money) {
        return money.path("amount").asString("-") + " " + money.path("currency").asString("");
    }
}
