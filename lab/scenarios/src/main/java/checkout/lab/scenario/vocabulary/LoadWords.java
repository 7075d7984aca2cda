package checkout.lab.scenario.vocabulary;

import checkout.lab.scenario.catalogue.CatalogueLoad;
import checkout.lab.scenario.load.Load;
import checkout.lab.scenario.load.ShopperLoad;
import checkout.lab.scenario.load.ShopperMix;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterTypes;
import checkout.lab.scenario.word.Word;
import java.util.List;

/** The words for loads. */
public final class LoadWords {

    public static final Parameter<Integer> RATE = Parameter.required(
            "rate",
            ParameterTypes.rate(1, 1_000, 5, 60),
            "how many customers arrive in a second, however long each waits");

    private static final Parameter<Integer> READS = Parameter.required(
            "rate", ParameterTypes.rate(1, 2_000, 10, 100), "how many customers look at the catalogue in a second");

    /** Customers who buy. The other parameters stand below mix. */
    public static final Word<Load> CHECKOUTS = Word.of(
            "checkouts",
            "Customers place checkouts at a fixed rate, and repeat a request until it is answered.",
            RATE,
            ShopperMix.PARAMETERS,
            "load: {checkouts: 20/s, for: 30s, mix: {lines: 1-3, hot-items: 2, payment: [card, wallet], cancels: 5%}}",
            arguments -> ShopperLoad.of(arguments.get(RATE), ShopperMix.of(arguments)));

    static final Word<Load> CATALOGUE = Word.of(
            "catalogue-reads",
            "Customers look at the catalogue at a fixed rate.",
            READS,
            List.of(),
            "load: {checkouts: 20/s, catalogue-reads: 50/s, for: 30s}",
            arguments -> new CatalogueLoad(arguments.get(READS)));

    static final List<Word<Load>> ALL = List.of(CHECKOUTS, CATALOGUE);

    private LoadWords() {}
}
