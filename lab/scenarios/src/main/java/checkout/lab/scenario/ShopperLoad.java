package checkout.lab.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.http.HttpConnection;
import checkout.lab.http.HttpResponse;
import checkout.lab.scenario.context.AcceptedCheckouts;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioEventLog;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.time.ArrivalSchedule;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Customers who arrive at a fixed rate and retry under the same idempotency key until they get a response. */
final class ShopperLoad {

    private static final int CLIENTS = 16;
    private static final int IN_FLIGHT = 409;
    private static final int SERVER_ERROR = 500;
    private static final long RETRY_INTERVAL = EpochMicros.SECOND / 4;
    private static final long RETRY_TIMEOUT = 60 * EpochMicros.SECOND;
    private static final long STOP_TIMEOUT_MILLIS = 75_000;

    private final ScenarioContext context;
    private final AcceptedCheckouts acceptedCheckouts;
    private final ScenarioEventLog eventLog;
    private final int ratePerSecond;
    private final int port;
    private final ArrivalSchedule arrivals;
    private final AtomicLong number = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    ShopperLoad(ScenarioContext context, int ratePerSecond) {
        this.context = context;
        this.acceptedCheckouts = context.acceptedCheckouts();
        this.eventLog = context.eventLog();
        this.ratePerSecond = ratePerSecond;
        this.port = context.stack().ports().of("order-service");
        this.arrivals = new ArrivalSchedule(EpochMicros.now(), ratePerSecond);
    }

    /** Starts the customers; at a rate of zero there are none. */
    void start() {
        if (ratePerSecond == 0) {
            return;
        }
        for (int i = 0; i < CLIENTS; i++) {
            Thread thread = new Thread(this::shop, "shopper-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Submits nothing new and waits for the outstanding responses. */
    void stop() throws InterruptedException {
        stopping = true;
        long deadline = System.currentTimeMillis() + STOP_TIMEOUT_MILLIS;
        for (Thread thread : threads) {
            thread.join(Math.max(1, deadline - System.currentTimeMillis()));
        }
    }

    private void shop() {
        try (HttpConnection connection = HttpConnection.local(port)) {
            while (!stopping) {
                long n = number.getAndIncrement();
                EpochMicros.await(arrivals.at(n));
                if (!stopping) {
                    buy(connection, n, ShopperPurchase.random(context.seed(), n));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            eventLog.log("a customer's connection cannot be closed: " + e);
        }
    }

    private void buy(HttpConnection connection, long n, ShopperPurchase purchase) throws InterruptedException {
        String customer = acceptedCheckouts.customerPrefix() + n;
        HttpResponse response = post(connection, "/v1/checkouts", customer, purchase.json(customer));
        context.responseTimes().add(arrivals.at(n), EpochMicros.now());
        if (response == null) {
            acceptedCheckouts.addUnanswered();
            return;
        }
        UUID checkout = response.acceptedCheckout();
        if (checkout == null) {
            eventLog.count("checkouts answered " + response.status());
            eventLog.log("a checkout was answered with %d: %s".formatted(response.status(), response.body()));
            return;
        }
        acceptedCheckouts.add(checkout, purchase);
        if (purchase.cancels()) {
            cancel(connection, checkout);
        }
    }

    private void cancel(HttpConnection connection, UUID checkout) throws InterruptedException {
        HttpResponse response =
                post(connection, "/v1/checkouts/%s/cancel".formatted(checkout), "cancel-" + checkout, "");
        eventLog.count("cancellations answered " + (response == null ? "not at all" : response.status()));
    }

    /** Retries until there is a conclusive response; returns null if the time is up before. */
    private @Nullable HttpResponse post(HttpConnection connection, String path, String idempotencyKey, String body)
            throws InterruptedException {
        byte[] bytes = """
                POST %s HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Idempotency-Key: %s\r
                Content-Length: %d\r
                \r
                %s""".formatted(
                        path,
                        port,
                        context.stack().credentials().storefront().key(),
                        idempotencyKey,
                        body.length(),
                        body)
                .getBytes(UTF_8);
        // a cancellation may be refused with 409 for good
        boolean retriesConflicts = !body.isEmpty();
        for (long giveUpAt = EpochMicros.now() + RETRY_TIMEOUT; EpochMicros.now() < giveUpAt; ) {
            try {
                HttpResponse response = connection.exchange(ByteBuffer.wrap(bytes));
                if (response.status() < SERVER_ERROR && !(retriesConflicts && response.status() == IN_FLIGHT)) {
                    return response;
                }
                eventLog.count("requests answered " + response.status() + " and sent again");
            } catch (IOException e) {
                eventLog.count("requests not answered and sent again");
            }
            EpochMicros.await(EpochMicros.now() + RETRY_INTERVAL);
        }
        return null;
    }
}
