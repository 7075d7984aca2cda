package checkout.lab.scenario.diagnosis;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.supervise.StoppedByHand;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the causes do to the stack: stop and start parts, buy, change the database, and ask as an operator does. */
final class FaultyStack {
    private static final int ACCEPTED = 202;
    private static final Polling PATIENT = new Polling(Duration.ofMinutes(3), Duration.ofMillis(200));

    private final ScenarioContext context;
    private final JsonHttpClient operator;
    private @Nullable Connection lock;
    private int bought;

    FaultyStack(ScenarioContext context) {
        this.context = context;
        this.operator = context.operatorApi();
    }

    void stop(String name) throws InterruptedException {
        StackPart part = context.processes().part(name);
        // as an operator does, so that the supervisor does not start it again
        new StoppedByHand(context.folder()).add(name);
        context.processes().stop(part);
        context.log("%s is stopped", name);
    }

    void start(String name) throws InterruptedException {
        context.processes().start(context.processes().part(name));
        context.log("%s is ready again", name);
    }

    /** Starts a part that is not going to be ready. */
    void launch(String name) throws InterruptedException {
        context.processes().launch(context.processes().part(name));
    }

    void sql(String sql) throws SQLException {
        try (Connection session = superuser();
                Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Holds a lock until {@link #unlock}. */
    void lock(String sql) throws SQLException {
        Connection session = superuser();
        session.setAutoCommit(false);
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
        lock = session;
    }

    void unlock() throws SQLException {
        Connection session = lock;
        if (session != null) {
            session.rollback();
            session.close();
            lock = null;
        }
    }

    private Connection superuser() throws SQLException {
        return DatabaseConnections.superuser(context.stack(), context.folder()).getConnection();
    }

    /** Buys one item with the card and returns the id of the checkout, which is that of its saga. */
    UUID buy(String token) throws InterruptedException {
        bought++;
        String customer = context.acceptedCheckouts().customerPrefix() + "why-" + bought;
        ShopperPurchase purchase = ShopperPurchase.ordinary("TEA-001");
        JsonHttpClient.Response response = context.storefrontApi()
                .post(
                        url("order-service", "/v1/checkouts"),
                        customer,
                        purchase.json(customer).replace("tok_ok", token));
        if (response.status() != ACCEPTED) {
            throw new StackException(
                    "A checkout was answered with %d: %s".formatted(response.status(), response.body()));
        }
        return UUID.fromString(response.body().path("checkoutId").asString());
    }

    /** Asks the storefront's API to cancel a checkout. */
    void cancel(UUID checkout) throws InterruptedException {
        context.storefrontApi().post(url("order-service", "/v1/checkouts/%s/cancel".formatted(checkout)), Map.of());
    }

    void act(UUID saga, String action) throws InterruptedException {
        operator.post(
                        url("saga-orchestrator", "/v1/sagas/%s/%s".formatted(saga, action)),
                        Map.of("reason", "the cause is removed"))
                .bodyIfSuccessful();
    }

    /** Makes the provider fail every call, or none. */
    void providerFails(boolean fails) throws InterruptedException {
        JsonHttpClient.anonymous()
                .put(url("provider-simulator", "/v1/faults"), fails ? "{\"errorRate\":1.0}" : "{}")
                .bodyIfSuccessful();
    }

    void replay(String reason) throws InterruptedException {
        JsonNode source = operator.get(url("outbox-relay", "/v1/relay"))
                .bodyIfSuccessful()
                .at("/sources/0");
        operator.post(
                        url("outbox-relay", "/v1/relay/replay"),
                        Map.of(
                                "source", source.path("name").asString(),
                                "from", source.path("replayFrom").asString(),
                                "reason", reason))
                .bodyIfSuccessful();
    }

    /** Waits until the payment of a checkout is authorized. */
    void awaitAuthorized(UUID checkout) throws InterruptedException, SQLException {
        long authorized = PATIENT.until(
                found -> found == 1,
                () -> context.number(
                        "select count(*) from payments.payment where checkout_id = ? and status = 'AUTHORIZED'",
                        checkout));
        if (authorized != 1) {
            throw new StackException("The payment of checkout %s is not authorized.".formatted(checkout));
        }
    }

    /** Waits until a relay that may not read its slot says so. */
    void awaitRefused() throws InterruptedException {
        PATIENT.until("REFUSED"::equals, () -> {
            try {
                return operator.get(url("outbox-relay", "/v1/relay"))
                        .bodyIfSuccessful()
                        .at("/sources/0/state")
                        .asString("");
            } catch (StackException starting) {
                return "";
            }
        });
    }

    /** Waits until the saga has a step of this name in one of these statuses. */
    void awaitStep(UUID saga, String step, String status) throws InterruptedException {
        boolean reached = PATIENT.until(found -> found, () -> saga(saga)
                .path("steps")
                .valueStream()
                .anyMatch(each -> each.path("step").asString("").equals(step)
                        && each.path("status").asString("").equals(status)));
        if (!reached) {
            throw new StackException(
                    "Saga %s has no step '%s' that is %s: %s".formatted(saga, step, status, saga(saga)));
        }
    }

    /** A saga that the orchestrator does not know yet has no fields. */
    JsonNode saga(UUID saga) throws InterruptedException {
        return operator.get(url("saga-orchestrator", "/v1/sagas/" + saga)).body();
    }

    /** Waits until the saga has ended, and returns its last state. */
    String awaitEnd(UUID saga) throws InterruptedException {
        return PATIENT.until(FaultyStack::isEnd, () -> saga(saga).path("state").asString(""));
    }

    private static boolean isEnd(String state) {
        return state.equals("COMPLETED") || state.equals("COMPENSATED") || state.equals("RESOLVED");
    }

    private String url(String part, String path) {
        return context.stack().ports().url(part) + path;
    }
}
