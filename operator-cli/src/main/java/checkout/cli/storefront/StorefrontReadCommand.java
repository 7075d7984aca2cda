package checkout.cli.storefront;

import checkout.cli.command.ReadCommand;
import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;

/** A command that only admins may give, and that prints an answer of order-service. */
abstract class StorefrontReadCommand extends ReadCommand {
    @Override
    protected OperatorApiClient connect(ConnectionOptions connection, String defaultUser) {
        return connection.connectToPart(StorefrontsCommand.SERVICE, StorefrontsCommand.ADMIN);
    }
}
