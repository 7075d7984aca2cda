package checkout.lab.scenario.poison;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.poison.DeadLetterClient.DeadLetter;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A checkout whose stock cannot be reserved until the database is fixed: its command becomes a dead letter and is redriven. */
final class RecoverableCheckout {

    private static final String SKU = "TIN-001";
    private static final Polling RECOVERY_POLLING = new Polling(Duration.ofSeconds(20), Duration.ofMillis(50));
    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;

    private final ScenarioContext context;
    private final DeadLetterClient deadLetters;
    private final List<String> counterExamples = new ArrayList<>();
    private final Map<String, Object> figures = new TreeMap<>();

    RecoverableCheckout(ScenarioContext context, DeadLetterClient deadLetters) {
        this.context = context;
        this.deadLetters = deadLetters;
    }

    /** The checkout and what was found. */
    record Outcome(UUID checkout, List<ExpectationResult> results) {}

    Outcome run(Duration limit) throws InterruptedException, SQLException {
        BadMigration migration = new BadMigration(context, SKU);
        migration.apply();
        try {
            UUID checkout = buy();
            long began = System.nanoTime();
            Optional<DeadLetter> deadLetter = deadLetters.await(checkout, limit);
            context.log("the poison record of checkout %s is %s", checkout, DeadLetter.describe(deadLetter));
            if (deadLetter.isEmpty()) {
                counterExamples.add("%s had no dead letter after %s".formatted(checkout, limit));
            } else {
                figures.put("milliseconds until it was there", (System.nanoTime() - began) / 1_000_000);
                figures.put("reason", deadLetter.get().reason());
                inspect(checkout, deadLetter.get());
            }
            ExpectationResult deadLettered = result(
                    "a record whose cause can be fixed is a dead letter within %d s, and its saga needs attention"
                            .formatted(limit.toSeconds()));
            migration.revert();
            return deadLetter.isEmpty()
                    ? new Outcome(checkout, List.of(deadLettered))
                    : new Outcome(checkout, List.of(deadLettered, redrive(checkout, deadLetter.get())));
        } finally {
            migration.revert();
        }
    }

    private ExpectationResult result(String expectation) {
        return new ExpectationResult(expectation, List.copyOf(counterExamples), Map.copyOf(figures));
    }

    private UUID buy() throws InterruptedException {
        ShopperPurchase purchase = ShopperPurchase.ordinary(SKU);
        String customer = context.acceptedCheckouts().customerPrefix() + "recoverable";
        JsonHttpClient.Response response = context.storefrontApi()
                .post(
                        context.stack().ports().url("order-service") + "/v1/checkouts",
                        customer,
                        purchase.json(customer));
        if (response.status() != ACCEPTED) {
            throw new StackException(
                    "A checkout of %s was answered with %d: %s".formatted(SKU, response.status(), response.body()));
        }
        UUID checkout = UUID.fromString(response.body().path("checkoutId").asString());
        context.acceptedCheckouts().add(checkout, purchase);
        return checkout;
    }

    private void inspect(UUID checkout, DeadLetter deadLetter) throws InterruptedException {
        if (!deadLetter.reason().contains(BadMigration.CONSTRAINT)) {
            counterExamples.add("its reason does not name the constraint: " + deadLetter.reason());
        }
        if (!deadLetters.isListed(checkout)) {
            counterExamples.add("its saga is not listed with open dead letters");
        }
        String diagnosis = deadLetters.saga(checkout).path("diagnosis").toString();
        if (!diagnosis.contains("Open dead letters: 1")) {
            counterExamples.add("its saga's diagnosis does not mention it: " + diagnosis);
        }
    }

    private ExpectationResult redrive(UUID checkout, DeadLetter deadLetter) throws InterruptedException {
        counterExamples.clear();
        figures.clear();
        long began = System.nanoTime();
        deadLetters.redrive(deadLetter.id(), "the migration was reverted").bodyIfSuccessful();
        int again = deadLetters.redrive(deadLetter.id(), "to be sure").status();
        if (again != CONFLICT) {
            counterExamples.add("a second redrive of the same dead letter was answered with " + again);
        }
        String state = RECOVERY_POLLING.until(
                "COMPLETED"::equals,
                () -> deadLetters.saga(checkout).path("state").asString(""));
        figures.put("milliseconds until the saga was through", (System.nanoTime() - began) / 1_000_000);
        if (!state.equals("COMPLETED")) {
            counterExamples.add("%s after the redrive the saga is %s".formatted(RECOVERY_POLLING.timeout(), state));
        }
        if (deadLetters.isListed(checkout)) {
            counterExamples.add("its saga is still listed with open dead letters");
        }
        return result("its redrive after the fix succeeds, and is accepted once");
    }
}
