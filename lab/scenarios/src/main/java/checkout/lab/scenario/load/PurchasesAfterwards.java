package checkout.lab.scenario.load;

import checkout.lab.http.HttpConnection;
import checkout.lab.http.HttpResponse;
import checkout.lab.scenario.context.RunOrders;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Kind;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.time.Polling;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Once everything runs again, whoever buys something ordinary gets it, by card and from a wallet. Otherwise a system that
 * rejects everything after a fault would look right: rejected checkouts add up.
 */
public final class PurchasesAfterwards implements Expectation {

    private static final int PURCHASES = 6;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /** As long as a step and its repetitions may take that began when the provider was believed to be away. */
    private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(90);

    private static final String CONFIRMED = "CONFIRMED";
    private static final String PENDING = "PENDING";

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws InterruptedException, SQLException {
        List<String> wrong = new ArrayList<>();
        Map<UUID, String> placed = place(context, wrong);
        Map<UUID, String> outcomes = new Polling(CONFIRMED_WITHIN, POLL_INTERVAL)
                .atMost(context.patience())
                .until(found -> haveEnded(placed, found), () -> RunOrders.outcomes(context));
        placed.forEach((checkout, how) -> {
            String outcome = outcomes.getOrDefault(checkout, "missing");
            if (!outcome.equals(CONFIRMED)) {
                wrong.add("%s, %s, is %s".formatted(checkout, how, outcome));
            }
        });
        return List.of(new ExpectationResult(
                "ordinary purchases after the last fault are confirmed", wrong, Map.of("purchases", PURCHASES)));
    }

    static boolean haveEnded(Map<UUID, String> placed, Map<UUID, String> outcomes) {
        return placed.keySet().stream()
                .noneMatch(each -> outcomes.getOrDefault(each, PENDING).equals(PENDING));
    }

    private static Map<UUID, String> place(ScenarioContext context, List<String> wrong) throws InterruptedException {
        StorefrontCalls calls = new StorefrontCalls(context);
        Map<UUID, String> placed = new LinkedHashMap<>();
        try (HttpConnection connection = calls.connect()) {
            for (int n = 0; n < PURCHASES && wrong.isEmpty(); n++) {
                boolean byCard = n % 2 == 0;
                ShopperPurchase purchase = ShopperPurchase.paidWith(
                        Kind.ORDINARY,
                        byCard ? ShopperPurchase.card("tok_ok") : ShopperPurchase.wallet("wallet-00" + (1 + n)));
                String customer = context.acceptedCheckouts().customerPrefix() + "afterwards-" + n;
                HttpResponse response =
                        calls.untilConclusive(connection, StorefrontCall.place(0, customer, purchase.json(customer)));
                UUID checkout = response == null ? null : response.acceptedCheckout();
                if (checkout == null) {
                    wrong.add("%s was answered with %s"
                            .formatted(customer, response == null ? "nothing" : response.status() + response.body()));
                } else {
                    context.acceptedCheckouts().add(checkout, purchase);
                    placed.put(checkout, byCard ? "paid by card" : "paid from a wallet");
                }
            }
        } catch (IOException e) {
            context.log("the connection of a purchase cannot be closed: %s", e);
        }
        return placed;
    }
}
