package checkout.cli.webhook;

import checkout.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** Manages the webhook endpoints of storefronts, shows their deliveries and sends them again. */
@Command(
        name = "webhooks",
        mixinStandardHelpOptions = true,
        description = {
            "Manages the webhook endpoints of storefronts, shows deliveries and sends them again.",
            "With --url, give that of order-service."
        },
        subcommands = {
            WebhooksListCommand.class,
            WebhooksShowCommand.class,
            WebhooksCreateCommand.class,
            WebhooksChangeCommand.class,
            WebhooksRotateSecretCommand.class,
            EndpointActionCommands.Suspend.class,
            EndpointActionCommands.Resume.class,
            EndpointActionCommands.Test.class,
            EndpointActionCommands.Delete.class,
            DeliveriesCommand.class,
            DeliveryCommand.class,
            RedeliverCommand.class
        })
public final class WebhooksCommand extends CommandGroup {
    static final String SERVICE = "order-service";
    static final String ENDPOINTS = "/v1/webhook-endpoints";
    static final String DELIVERIES = "/v1/webhook-deliveries";
}
