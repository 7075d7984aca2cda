package checkout.lab.scenario.cart;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.http.JsonHttpClient.Response;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.state.StackException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * Two clients change one cart at the same time, at random and without knowing of each other. No acknowledged change may be
 * lost, and every refused one must be a 412. Then the cart is checked out.
 */
public final class TwoTabs implements Fault, Expectation {
    private static final int TABS = 2;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;
    private static final Map<String, Integer> FIRST_LINES = Map.of("TEA-001", 1);

    private final List<String> wrongAnswers = Collections.synchronizedList(new ArrayList<>());
    private final List<String> lost = new ArrayList<>();
    private final List<String> wrongCheckouts = new ArrayList<>();
    private final Map<String, Object> figures = new TreeMap<>();

    @Override
    public void inject(ScenarioContext context) throws InterruptedException {
        String id = UUID.randomUUID().toString();
        String url = "%s/v1/carts/%s".formatted(context.stack().ports().url("order-service"), id);
        JsonHttpClient storefront = context.storefrontApi();
        Response created = storefront.sendIf("PUT", url, "If-None-Match", "*", CartTab.contents(FIRST_LINES));
        if (created.status() != CREATED) {
            throw new StackException(
                    "The cart could not be created: %d %s".formatted(created.status(), created.body()));
        }
        long firstVersion = created.body().path("version").asLong();
        CartHistory history = new CartHistory(firstVersion, FIRST_LINES);
        context.log("two clients make %,d changes of cart %s", context.times(), id);
        long began = System.nanoTime();
        int lostRaces = edit(context, url, firstVersion, history);
        figures.put("seconds", Math.round((System.nanoTime() - began) / 1e8) / 10.0);
        figures.put("changes acknowledged", history.edits().size());
        figures.put("changes refused with 412", lostRaces);
        if (lostRaces == 0) {
            wrongAnswers.add("no race was lost, so the run shows nothing; give it more --times");
        }
        JsonNode last = storefront.get(url).bodyIfSuccessful();
        lost.addAll(history.lost(last.path("version").asLong(), CartEdit.linesOf(last)));
        checkOut(context, storefront, id, last);
    }

    /** Lets all tabs make their changes at once, and returns how many were refused because another was faster. */
    private int edit(ScenarioContext context, String url, long version, CartHistory history)
            throws InterruptedException {
        CountDownLatch together = new CountDownLatch(TABS);
        ExecutorService threads = Executors.newFixedThreadPool(TABS);
        try {
            List<Future<Integer>> tabs = new ArrayList<>();
            for (int i = 0; i < TABS; i++) {
                CartTab tab = new CartTab(context.storefrontApi(), url, context.random("tab " + i), version);
                int edits = context.times() / TABS;
                tabs.add(threads.submit((Callable<Integer>) () -> {
                    together.countDown();
                    together.await();
                    int lostRaces = 0;
                    for (int n = 0; n < edits; n++) {
                        if (tab.edit(history, wrongAnswers) == CartTab.LOST_RACE) {
                            lostRaces++;
                        }
                    }
                    return lostRaces;
                }));
            }
            int lostRaces = 0;
            for (Future<Integer> tab : tabs) {
                lostRaces += tab.get();
            }
            return lostRaces;
        } catch (ExecutionException e) {
            throw new StackException("The cart could not be changed (%s).".formatted(e.getCause()), e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The version before the last one is refused, the last one is bought, and it is bought once. */
    private void checkOut(ScenarioContext context, JsonHttpClient storefront, String id, JsonNode cart)
            throws InterruptedException {
        String url = context.stack().ports().url("order-service") + "/v1/checkouts";
        String customer = context.acceptedCheckouts().customerPrefix() + "tabs";
        long version = cart.path("version").asLong();
        Map<String, Integer> lines = CartEdit.linesOf(cart);
        if (lines.isEmpty()) {
            Response filled = storefront.sendIf(
                    "PUT",
                    "%s/v1/carts/%s".formatted(context.stack().ports().url("order-service"), id),
                    "If-Match",
                    CartTab.tag(version),
                    CartTab.contents(FIRST_LINES));
            version = filled.bodyIfSuccessful().path("version").asLong();
            lines = FIRST_LINES;
        }
        expect(CONFLICT, storefront.post(url, customer + " old", body(customer, id, version - 1)));
        Response bought = storefront.post(url, customer, body(customer, id, version));
        expect(ACCEPTED, bought);
        if (!CartEdit.linesOf(bought.body()).equals(lines)) {
            wrongCheckouts.add("the cart held %s, and the checkout is %s".formatted(lines, bought.body()));
        }
        expect(CONFLICT, storefront.post(url, customer + " again", body(customer, id, version)));
        if (bought.status() == ACCEPTED) {
            context.acceptedCheckouts()
                    .add(
                            UUID.fromString(bought.body().path("checkoutId").asString()),
                            ShopperPurchase.ordinary("TEA-001"));
        }
    }

    private void expect(int status, Response answer) {
        if (answer.status() != status) {
            wrongCheckouts.add("a checkout was answered with %d instead of %d: %s"
                    .formatted(answer.status(), status, answer.body()));
        }
    }

    private static String body(String customer, String cart, long version) {
        return """
                {"customerId":"%s","cart":{"id":"%s","version":%d},"payment":{"method":"card","token":"tok_ok"}}""".formatted(customer, cart, version);
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(
                new ExpectationResult("every change is made, or refused with 412", List.copyOf(wrongAnswers), figures),
                new ExpectationResult("no acknowledged change of the cart is lost", lost),
                new ExpectationResult("the last version of the cart is bought, and once", wrongCheckouts));
    }
}
