package checkout.cli.storefront;

import checkout.cli.command.CommandGroup;
import checkout.cli.command.FilterParams;
import picocli.CommandLine.Command;

/** Manages storefronts. */
@Command(
        name = "storefronts",
        mixinStandardHelpOptions = true,
        description = {
            "Creates, lists and limits storefronts, and manages their keys.",
            "With --url, give that of order-service."
        },
        subcommands = {
            StorefrontsCreateCommand.class,
            StorefrontsListCommand.class,
            StorefrontsLimitCommand.class,
            KeysCommand.class
        })
public final class StorefrontsCommand extends CommandGroup {
    static final String SERVICE = "order-service";
    static final String STOREFRONTS = "/v1/admin/storefronts";
    static final String ADMIN = "admin";

    static String keys(String storefront) {
        return "%s/%s/keys".formatted(STOREFRONTS, FilterParams.urlEncode(storefront));
    }
}
