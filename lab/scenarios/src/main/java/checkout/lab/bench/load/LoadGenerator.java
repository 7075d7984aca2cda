package checkout.lab.bench.load;

import checkout.lab.bench.request.CartBodies;
import checkout.lab.bench.request.CartMix;
import checkout.lab.bench.request.CheckoutRequestBytes;
import checkout.lab.bench.request.OrderServiceTarget;
import checkout.lab.http.HttpConnection;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Runs all customers of a load, each on a connection and thread of its own. */
public final class LoadGenerator implements AutoCloseable {

    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final long END_TIMEOUT = 60 * EpochMicros.SECOND;
    private static final long RESPONSE_TIMEOUT_MILLIS = 15_000;

    private final LoadPlan plan;
    private final LoadRunId run;
    private final CartBodies carts;
    private final LoadCounters counters = new LoadCounters();
    private final PendingCheckouts pending = new PendingCheckouts();
    private final ConcurrentHistogram acceptance = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    private final AtomicLong number = new AtomicLong();
    private @Nullable CheckoutEndListener endListener;
    private volatile long end;
    private final List<HttpConnection> connections = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    public LoadGenerator(LoadPlan plan, LoadRunId run, CartMix mix, OrderServiceTarget target) {
        this.plan = plan;
        this.end = plan.end();
        this.run = run;
        this.carts = new CartBodies(mix);
        for (int i = 0; i < plan.clients(); i++) {
            int port = target.port(i);
            HttpConnection connection = HttpConnection.local(port);
            connections.add(connection);
            CheckoutRequestBytes request = new CheckoutRequestBytes("127.0.0.1:" + port, target.storefrontKey());
            threads.add(new Thread(new LoadCustomer(this, request, connection), "customer-" + i));
        }
    }

    /** Subscribes to the ends that customers wait for; to be called before {@link #start}. */
    public void listen(Map<String, Object> kafkaClient) {
        endListener = new CheckoutEndListener(kafkaClient, this::ended);
    }

    public void start() {
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Ends the load earlier than planned: no more customers arrive. */
    public void stop() {
        end = Math.min(end, EpochMicros.now());
    }

    /** Waits until all customers have been served or have given up; to be called at the end of the load. */
    public void join() throws InterruptedException, IOException {
        long responsesUntil = plan.waitsForEnds() ? giveUpAt() : end;
        long deadline = responsesUntil / 1000 + RESPONSE_TIMEOUT_MILLIS;
        for (Thread thread : threads) {
            thread.join(Math.max(1, deadline - System.currentTimeMillis()));
        }
        for (HttpConnection connection : connections) {
            connection.close();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    public LoadCounters counters() {
        return counters;
    }

    /** The microseconds from arrival to the 202, of the customers who arrived in the measured window. */
    public Histogram acceptanceMicros() {
        return acceptance.copy();
    }

    private void ended(UUID checkout) {
        counters.countEnded();
        if (plan.waitsForEnds()) {
            pending.ended(checkout);
        }
    }

    boolean isOver(long arrival) {
        return arrival >= end;
    }

    /** When customers stop waiting for the end of their checkout. */
    long giveUpAt() {
        return end + END_TIMEOUT;
    }

    LoadPlan plan() {
        return plan;
    }

    LoadRunId run() {
        return run;
    }

    CartBodies carts() {
        return carts;
    }

    PendingCheckouts pending() {
        return pending;
    }

    /** Numbers the customers of all connections. */
    long nextNumber() {
        return number.getAndIncrement();
    }

    void recordAcceptance(long micros) {
        acceptance.recordValue(micros);
    }

    @Override
    public void close() throws IOException {
        for (HttpConnection connection : connections) {
            connection.close();
        }
        if (endListener != null) {
            endListener.close();
        }
    }
}
