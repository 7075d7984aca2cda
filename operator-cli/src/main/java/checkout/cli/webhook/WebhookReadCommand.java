package checkout.cli.webhook;

import checkout.cli.command.ReadCommand;
import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;

/** A command that reads from order-service. */
abstract class WebhookReadCommand extends ReadCommand {
    @Override
    protected OperatorApiClient connect(ConnectionOptions connection, String defaultUser) {
        return connection.connectToPart(WebhooksCommand.SERVICE, defaultUser);
    }
}
