package checkout.lab.scenario.neighbour;

import checkout.lab.http.HttpConnection;
import checkout.lab.http.HttpResponse;
import checkout.lab.scenario.context.PlacementRequest;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.time.ArrivalSchedule;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Checkouts that one storefront places at a fixed rate, whatever the answers are. */
final class PlacementLoad {
    /** The status of a request without an answer. */
    static final int UNANSWERED = 0;

    private static final long MAX_MICROS = 60 * EpochMicros.SECOND;
    private static final ShopperPurchase PURCHASE = ShopperPurchase.ordinary("TEA-001");

    private final ScenarioContext context;
    private final int port;
    private final String key;
    private final int ratePerSecond;
    private final int connections;
    private final ConcurrentHistogram latency = new ConcurrentHistogram(MAX_MICROS, 3);
    private final Map<Integer, Long> statuses = new ConcurrentHashMap<>();

    PlacementLoad(ScenarioContext context, String key, int ratePerSecond, int connections) {
        this.context = context;
        this.port = context.stack().ports().of("order-service");
        this.key = key;
        this.ratePerSecond = ratePerSecond;
        this.connections = connections;
    }

    /** Starts placing for so long; the threads end when all their requests are answered. */
    List<Thread> start(Duration duration) {
        ArrivalSchedule arrivals = new ArrivalSchedule(EpochMicros.now(), ratePerSecond);
        long count = ratePerSecond * duration.toSeconds();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int first = i;
            threads.add(Thread.ofPlatform().daemon().name("placement-" + i).start(() -> place(arrivals, first, count)));
        }
        return threads;
    }

    private void place(ArrivalSchedule arrivals, int first, long count) {
        try (HttpConnection connection = HttpConnection.local(port)) {
            for (long n = first; n < count; n += connections) {
                EpochMicros.await(arrivals.at(n));
                int status = place(connection);
                statuses.merge(status, 1L, Long::sum);
                long answered = EpochMicros.now();
                latency.recordValue(Math.clamp(answered - arrivals.at(n), 0, MAX_MICROS));
                context.responseTimes().add(arrivals.at(n), answered);
            }
        } catch (InterruptedException | IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private int place(HttpConnection connection) {
        try {
            HttpResponse response = connection.exchange(ByteBuffer.wrap(request()));
            UUID checkout = response.acceptedCheckout();
            if (checkout != null) {
                context.acceptedCheckouts().add(checkout, PURCHASE);
            }
            return response.status();
        } catch (IOException noAnswer) {
            context.acceptedCheckouts().addUnanswered();
            return UNANSWERED;
        }
    }

    private byte[] request() {
        String idempotencyKey = context.acceptedCheckouts().customerPrefix() + UUID.randomUUID();
        return PlacementRequest.bytes(port, key, idempotencyKey, PURCHASE.json(idempotencyKey));
    }

    /** The microseconds from the arrival of a customer to the answer. */
    Histogram latency() {
        return latency.copy();
    }

    /** How often each status was answered. */
    Map<Integer, Long> statuses() {
        return Map.copyOf(statuses);
    }
}
