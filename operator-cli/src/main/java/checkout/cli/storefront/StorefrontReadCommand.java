package checkout.cli.storefront;

import checkout.cli.command.ReadCommand;

/** A command that only admins may give, and that prints an answer of order-service. */
abstract class StorefrontReadCommand extends ReadCommand {
    @Override
    protected String service() {
        return StorefrontsCommand.SERVICE;
    }

    @Override
    protected String defaultUser() {
        return StorefrontsCommand.ADMIN;
    }
}
