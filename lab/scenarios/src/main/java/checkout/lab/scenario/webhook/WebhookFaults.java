package checkout.lab.scenario.webhook;

import checkout.backing.webhook.WebhookReceiver;
import checkout.backing.webhook.WebhookReceiver.Answer;
import checkout.backing.webhook.WebhookReceiver.Behaviour;
import checkout.backing.webhook.WebhookReceiver.Hang;
import checkout.backing.webhook.WebhookReceiver.HangUp;
import checkout.lab.database.SqlQuery;
import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A receiver fails in one way after the other, while order-service is killed and some checkouts are returned. */
public final class WebhookFaults implements Fault {

    /** What is counted for each way in which the receiver failed while it was called. */
    public static final String EVENT = "webhook receiver: ";

    private static final String SERVICE = "order-service";
    private static final Duration PHASE = Duration.ofSeconds(7);
    private static final int RETURNED_PER_ROUND = 10;

    /** Shorter than the defaults, so that the run does not wait for an hour after the faults. */
    private static final Map<String, String> QUICK_RETRIES = Map.of(
            "CHECKOUT_WEBHOOKS_SENDING_ANSWERTIMEOUT", "2s",
            "CHECKOUT_WEBHOOKS_SENDING_BACKOFF", "1s",
            "CHECKOUT_WEBHOOKS_SENDING_MAXBACKOFF", "5s");

    private @Nullable WebhookReceiver receiver;
    private @Nullable WebhookEndpoint endpoint;

    WebhookReceiver receiver() {
        if (receiver == null) {
            throw new IllegalStateException("the receiver is started when the fault is injected");
        }
        return receiver;
    }

    WebhookEndpoint endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("the endpoint is created when the fault is injected");
        }
        return endpoint;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        context.processes().replace(SERVICE, QUICK_RETRIES);
        receiver = new WebhookReceiver();
        endpoint = WebhookEndpoint.create(context, receiver.url());
        Thread.sleep(PHASE);
        for (int round = 1; round <= context.times(); round++) {
            requestReturns(context);
            failing(context, "500", new Answer(500, Map.of()));
            failing(context, "hangs", new Hang());
            killService(context);
            failing(context, "hangs up", new HangUp());
            killed(context);
            context.log(
                    "round %d is over, %d webhooks were taken",
                    round, receiver().taken().size());
        }
    }

    private void failing(ScenarioContext context, String way, Behaviour behaviour) throws InterruptedException {
        int before = receiver().received().size();
        receiver().behave(behaviour);
        Thread.sleep(PHASE);
        int called = receiver().received().size() - before;
        receiver().behave(new Answer(204, Map.of()));
        if (called > 0) {
            context.eventLog().count(EVENT + way);
        }
        context.log("the receiver was called %d times while it %s", called, way.equals("500") ? "answered 500" : way);
        Thread.sleep(PHASE.dividedBy(2));
    }

    private void killed(ScenarioContext context) throws InterruptedException {
        receiver().kill();
        Thread.sleep(PHASE);
        receiver().restart();
        context.eventLog().count(EVENT + "killed");
        context.log("the receiver is started again");
        Thread.sleep(PHASE.dividedBy(2));
    }

    private static void killService(ScenarioContext context) throws InterruptedException {
        StackPart service = context.processes().part(SERVICE);
        context.processes().kill(service);
        context.processes().start(service);
    }

    /** The returns of some checkouts that are confirmed and not returned yet. */
    private static void requestReturns(ScenarioContext context) throws InterruptedException, SQLException {
        List<String> confirmed;
        try (Connection auditor = context.auditor()) {
            confirmed = SqlQuery.list(
                    auditor,
                    """
                    select o.id::text from orders.orders o
                    where o.id >= ?::uuid and o.status = 'CONFIRMED' and starts_with(o.customer_id, ?)
                      and not exists (select from orders.order_return r where r.order_id = o.id)
                    order by o.id desc
                    limit ?
                    """,
                    row -> row.getString(1),
                    context.lowestId(),
                    context.acceptedCheckouts().customerPrefix(),
                    RETURNED_PER_ROUND);
        }
        for (String checkout : confirmed) {
            requestReturn(context, checkout);
        }
    }

    private static void requestReturn(ScenarioContext context, String checkout)
            throws InterruptedException, SQLException {
        try (Connection auditor = context.auditor()) {
            String lines = SqlQuery.one(
                    auditor, "select lines from orders.orders where id = ?::uuid", row -> row.getString(1), checkout);
            JsonHttpClient.Response response = context.storefrontApi()
                    .post(
                            "%s/v1/checkouts/%s/returns"
                                    .formatted(context.stack().ports().url(SERVICE), checkout),
                            "return-" + checkout,
                            "{\"lines\":%s}".formatted(lines));
            if (response.status() != 202) {
                throw new StackException("The return of %s was answered with %d: %s"
                        .formatted(checkout, response.status(), response.body()));
            }
        }
    }
}
