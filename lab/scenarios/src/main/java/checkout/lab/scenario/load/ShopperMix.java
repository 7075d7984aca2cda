package checkout.lab.scenario.load;

import checkout.lab.scenario.word.Arguments;
import checkout.lab.scenario.word.IntRange;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterType;
import checkout.lab.scenario.word.ParameterTypes;
import java.util.List;

/**
 * What the customers of a load do, and how many of them.
 *
 * @param lines how many products are in a cart
 * @param hotItems four of five lines are of so many products; with zero, all products are bought equally
 * @param payment how customers pay; each is as likely as the others
 * @param scarce percent of the customers who want the product of which there is one item
 * @param cancels percent who cancel, at any moment of the first seconds
 * @param returns percent who return some items of each product, once the checkout is confirmed
 * @param greedyReturns percent who return a product completely, and then one item of it more, which must be refused
 * @param duplicates percent whose request arrives twice at the same time
 * @param replays percent whose request arrives again some seconds later, and then another with its key
 * @param reads percent who read the status of their checkout, three times
 * @param storefronts over how many storefronts the customers are spread
 */
public record ShopperMix(
        IntRange lines,
        int hotItems,
        List<String> payment,
        int scarce,
        int cancels,
        int returns,
        int greedyReturns,
        int duplicates,
        int replays,
        int reads,
        int storefronts) {

    private static final int SOME = 20;
    private static final ParameterType<Integer> PERCENT = ParameterTypes.percent(SOME);

    static final Parameter<IntRange> LINES = Parameter.optional(
            "lines", ParameterTypes.range(1, 5), new IntRange(1, 3), "how many products are in a cart");
    static final Parameter<Integer> HOT_ITEMS = Parameter.optional(
            "hot-items",
            ParameterTypes.count(0, 5, 3),
            0,
            "four of five lines are of so many products; 0 spreads them equally");
    static final Parameter<List<String>> PAYMENT = Parameter.optional(
            "payment",
            ParameterTypes.choices(PaymentWords.NAMES),
            List.of("card", "wallet"),
            "how customers pay, each as likely as the others; every-token is any test token of the provider that ends by itself");
    static final Parameter<Integer> SCARCE = percent("scarce", "want the product of which there is one item");
    static final Parameter<Integer> CANCELS = percent("cancels", "cancel, at any moment of the first four seconds");
    static final Parameter<Integer> RETURNS =
            percent("returns", "return some items of each product once the checkout is confirmed");
    static final Parameter<Integer> GREEDY_RETURNS =
            percent("greedy-returns", "return all items of a product, and then one more than they bought");
    static final Parameter<Integer> DUPLICATES = percent("duplicates", "send their request twice at the same time");
    static final Parameter<Integer> REPLAYS =
            percent("replays", "send their request again some seconds later, and another with its key");
    /** How many customers read the status, without which the history shows little. */
    public static final Parameter<Integer> READS =
            Parameter.optional("reads", PERCENT, SOME, "percent who read the status of their checkout, three times");

    static final Parameter<Integer> STOREFRONTS = Parameter.optional(
            "storefronts",
            ParameterTypes.count(1, 2, 2),
            1,
            "over how many storefronts the customers are spread; with 2, each also tries to read and change the other's checkouts");

    /** All parameters of a mix. */
    public static final List<Parameter<?>> PARAMETERS = List.of(
            LINES,
            HOT_ITEMS,
            PAYMENT,
            SCARCE,
            CANCELS,
            RETURNS,
            GREEDY_RETURNS,
            DUPLICATES,
            REPLAYS,
            READS,
            STOREFRONTS);

    private static Parameter<Integer> percent(String name, String meaning) {
        return Parameter.optional(name, PERCENT, 0, "percent who " + meaning);
    }

    public static ShopperMix of(Arguments arguments) {
        return new ShopperMix(
                arguments.get(LINES),
                arguments.get(HOT_ITEMS),
                arguments.get(PAYMENT),
                arguments.get(SCARCE),
                arguments.get(CANCELS),
                arguments.get(RETURNS),
                arguments.get(GREEDY_RETURNS),
                arguments.get(DUPLICATES),
                arguments.get(REPLAYS),
                arguments.get(READS),
                arguments.get(STOREFRONTS));
    }
}
