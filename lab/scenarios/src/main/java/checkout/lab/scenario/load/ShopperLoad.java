package checkout.lab.scenario.load;

import checkout.lab.bench.http.HttpConnection;
import checkout.lab.bench.http.HttpResponse;
import checkout.lab.bench.load.EpochMicros;
import checkout.lab.scenario.context.AcceptedCheckouts;
import checkout.lab.scenario.context.EventLog;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Customers who come at a fixed rate, and who ask again under the same key for as long as they have no answer. */
public final class ShopperLoad {

    private static final int CLIENTS = 16;
    private static final int ACCEPTED = 202;
    private static final int IN_FLIGHT = 409;
    private static final int SERVERS_FAULT = 500;
    private static final byte[] CHECKOUT_ID = "\"checkoutId\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final long ASK_AGAIN = EpochMicros.SECOND / 4;
    private static final long PATIENCE = 60 * EpochMicros.SECOND;
    private static final long LAST_ANSWERS_MILLIS = 75_000;

    private final long seed;
    private final int ratePerSecond;
    private final int port;
    private final String key;
    private final AcceptedCheckouts promises;
    private final EventLog eventLog;
    private final long begin = EpochMicros.now();
    private final AtomicLong serial = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    public ShopperLoad(ScenarioContext scenarioContext, int ratePerSecond) {
        this.seed = scenarioContext.seed();
        this.ratePerSecond = ratePerSecond;
        this.port = scenarioContext.stack().ports().of("order-service");
        this.key = scenarioContext.stack().credentials().storefront().key();
        this.promises = scenarioContext.promises();
        this.eventLog = scenarioContext.eventLog();
    }

    /** At a rate of none nobody comes. */
    public void open() {
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

    /** Lets nobody in any more and waits for the answers that are owed. */
    public void close() throws InterruptedException {
        closing = true;
        long deadline = System.currentTimeMillis() + LAST_ANSWERS_MILLIS;
        for (Thread thread : threads) {
            thread.join(Math.max(1, deadline - System.currentTimeMillis()));
        }
    }

    private void shop() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (HttpConnection connection = new HttpConnection(address)) {
            while (!closing) {
                long n = serial.getAndIncrement();
                EpochMicros.await(begin + n * EpochMicros.SECOND / ratePerSecond);
                if (!closing) {
                    buy(connection, n, ShopperPurchase.of(seed, n));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            eventLog.tell("a shopper's connection cannot be closed: " + e);
        }
    }

    private void buy(HttpConnection connection, long n, ShopperPurchase purchase) throws InterruptedException {
        String customer = promises.customers() + n;
        HttpResponse answer = ask(connection, "/v1/checkouts", customer, purchase.body(customer));
        UUID checkout = answer != null && answer.status() == ACCEPTED ? answer.id(CHECKOUT_ID) : null;
        if (answer == null) {
            promises.leaveUnanswered();
        } else if (checkout == null) {
            eventLog.count("checkouts answered " + answer.status(), 1);
            eventLog.tell("a checkout was answered %d: %s".formatted(answer.status(), answer.body()));
        } else {
            promises.accept(checkout, purchase);
            if (purchase.cancels()) {
                cancel(connection, checkout);
            }
        }
    }

    private void cancel(HttpConnection connection, UUID checkout) throws InterruptedException {
        HttpResponse answer = ask(connection, "/v1/checkouts/%s/cancel".formatted(checkout), "cancel-" + checkout, "");
        eventLog.count("cancellations answered " + (answer == null ? "not at all" : answer.status()), 1);
    }

    /** None when there is none although it was asked for again and again. */
    private @Nullable HttpResponse ask(HttpConnection connection, String path, String idempotencyKey, String body)
            throws InterruptedException {
        byte[] bytes = """
                POST %s HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Idempotency-Key: %s\r
                Content-Length: %d\r
                \r
                %s""".formatted(path, port, key, idempotencyKey, body.length(), body)
                .getBytes(StandardCharsets.UTF_8);
        for (long giveUp = EpochMicros.now() + PATIENCE; EpochMicros.now() < giveUp; ) {
            try {
                HttpResponse answer = connection.exchange(ByteBuffer.wrap(bytes));
                boolean submission = body.length() > 0;
                if (answer.status() < SERVERS_FAULT && !(submission && answer.status() == IN_FLIGHT)) {
                    return answer;
                }
                eventLog.count("requests answered " + answer.status() + " and sent again", 1);
            } catch (IOException e) {
                eventLog.count("requests not answered and sent again", 1);
            }
            EpochMicros.await(EpochMicros.now() + ASK_AGAIN);
        }
        return null;
    }
}
