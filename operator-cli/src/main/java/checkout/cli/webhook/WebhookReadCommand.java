package checkout.cli.webhook;

import checkout.cli.command.ReadCommand;

/** A command that reads from order-service. */
abstract class WebhookReadCommand extends ReadCommand {
    @Override
    protected String service() {
        return WebhooksCommand.SERVICE;
    }
}
