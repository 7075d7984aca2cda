package checkout.lab.scenario.poison;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.poison.DeadLetterClient.Letter;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A checkout whose stock cannot be reserved until somebody mends the database: the saga needs attention, and a redrive helps. */
final class RecoverableCheckout {

    private static final String SKU = "TIN-001";
    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;

    private final ScenarioContext scenarioContext;
    private final DeadLetterClient desk;
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, Object> figures = new TreeMap<>();

    RecoverableCheckout(ScenarioContext scenarioContext, DeadLetterClient desk) {
        this.scenarioContext = scenarioContext;
        this.desk = desk;
    }

    /** What was found, and the checkout it was found with. */
    record Story(UUID checkout, List<ExpectationResult> findings) {}

    Story strike(Duration limit) throws InterruptedException, SQLException {
        BadMigration migration = new BadMigration(scenarioContext, SKU);
        migration.apply();
        try {
            UUID checkout = buy();
            long began = System.nanoTime();
            Optional<Letter> letter = desk.await(checkout, limit);
            scenarioContext.eventLog().tell("the poison of checkout %s is %s".formatted(checkout, Letter.told(letter)));
            if (letter.isEmpty()) {
                complaints.add("after %s there was no dead letter of %s".formatted(limit, checkout));
            } else {
                figures.put("milliseconds until it was there", (System.nanoTime() - began) / 1_000_000);
                figures.put("reason", letter.get().reason());
                lookAt(checkout, letter.get());
            }
            ExpectationResult buried = new ExpectationResult(
                    "a record whose cause can be mended is a dead letter within %d s, and its saga needs attention"
                            .formatted(limit.toSeconds()),
                    List.copyOf(complaints),
                    Map.copyOf(figures));
            migration.takeBack();
            return letter.isEmpty()
                    ? new Story(checkout, List.of(buried))
                    : new Story(checkout, List.of(buried, redrive(checkout, letter.get())));
        } finally {
            migration.takeBack();
        }
    }

    private UUID buy() throws InterruptedException {
        ShopperPurchase purchase = ShopperPurchase.of(SKU);
        String customer = scenarioContext.promises().customers() + "mendable";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(scenarioContext.stack().ports().url("order-service") + "/v1/checkouts"))
                .header(
                        "Authorization",
                        "Bearer "
                                + scenarioContext
                                        .stack()
                                        .credentials()
                                        .storefront()
                                        .key())
                .header("Idempotency-Key", customer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(purchase.body(customer)))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != ACCEPTED) {
                throw new StackException(
                        "A checkout of %s was answered with %d: %s".formatted(SKU, answer.statusCode(), answer.body()));
            }
            UUID checkout = UUID.fromString(JsonMapper.shared()
                    .readTree(answer.body())
                    .path("checkoutId")
                    .asString());
            scenarioContext.promises().accept(checkout, purchase);
            return checkout;
        } catch (IOException e) {
            throw new StackException("order-service does not answer (%s).".formatted(e), e);
        }
    }

    private void lookAt(UUID checkout, Letter letter) throws InterruptedException {
        if (!letter.reason().contains(BadMigration.CONSTRAINT)) {
            complaints.add("its reason does not name the constraint: " + letter.reason());
        }
        if (!desk.needsAttention(checkout)) {
            complaints.add("its saga is not among those with open dead letters");
        }
        String diagnosis = desk.saga(checkout).path("diagnosis").toString();
        if (!diagnosis.contains("Open dead letters: 1")) {
            complaints.add("its saga's diagnosis does not tell: " + diagnosis);
        }
    }

    private ExpectationResult redrive(UUID checkout, Letter letter) throws InterruptedException {
        complaints.clear();
        figures.clear();
        long began = System.nanoTime();
        desk.redrive(letter.id(), "the migration was taken back").expected();
        int again = desk.redrive(letter.id(), "to be sure").status();
        if (again != CONFLICT) {
            complaints.add("a second redrive of the same letter was answered with %d and not refused".formatted(again));
        }
        String state = awaitEnd(checkout);
        figures.put("milliseconds until the saga was through", (System.nanoTime() - began) / 1_000_000);
        if (!state.equals("COMPLETED")) {
            complaints.add("%s after the redrive the saga is %s".formatted(RECOVERY, state));
        }
        if (desk.needsAttention(checkout)) {
            complaints.add("its saga still needs attention");
        }
        return new ExpectationResult(
                "its redrive after the fix succeeds, and is taken once", List.copyOf(complaints), Map.copyOf(figures));
    }

    private String awaitEnd(UUID checkout) throws InterruptedException {
        long deadline = System.nanoTime() + RECOVERY.toNanos();
        String state = state(checkout);
        while (!state.equals("COMPLETED") && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            state = state(checkout);
        }
        return state;
    }

    private String state(UUID checkout) throws InterruptedException {
        return desk.saga(checkout).path("state").asString("");
    }
}
