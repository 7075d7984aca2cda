package checkout.cli.catalogue;

import checkout.cli.command.CommandGroup;
import checkout.cli.command.FilterParams;
import picocli.CommandLine.Command;

/** Shows and changes the products, and shows and clears the cached availability. */
@Command(
        name = "catalogue",
        mixinStandardHelpOptions = true,
        description = {
            "Lists, adds, prices, withdraws and offers products; shows and clears the cached availability.",
            "With --url, give that of order-service."
        },
        subcommands = {
            CatalogueListCommand.class,
            CatalogueAddCommand.class,
            CataloguePriceCommand.class,
            CatalogueWithdrawCommand.class,
            CatalogueOfferCommand.class,
            CatalogueCacheCommand.class,
            CatalogueClearCommand.class
        })
public final class CatalogueCommand extends CommandGroup {
    static final String SERVICE = "order-service";
    static final String PRODUCTS = "/v1/admin/products";
    static final String CACHE = "/v1/admin/availability-cache";

    static String pathOf(String sku) {
        return PRODUCTS + "/" + FilterParams.urlEncode(sku);
    }
}
