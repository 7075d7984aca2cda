package checkout.lab.scenario.load;

import checkout.lab.scenario.context.ShopperPurchase;
import java.util.List;

/**
 * One customer of a load.
 *
 * @param storefront 0 for the first, 1 for the second
 * @param followUps what the customer does besides buying
 */
record Customer(ShopperPurchase purchase, int storefront, List<FollowUp> followUps) {

    List<FollowUp> followUps(boolean duplicates) {
        return followUps.stream()
                .filter(each -> (each.act() == FollowUp.Act.DUPLICATE) == duplicates)
                .toList();
    }
}
