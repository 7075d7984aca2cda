package checkout.lab.bench.load;

import checkout.lab.bench.http.HttpConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The customers of a run, all of them at once. */
public final class LoadGenerator implements AutoCloseable {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;
    private static final long ANSWER_PATIENCE_MILLIS = 15_000;

    private final LoadPlan plan;
    private final LoadRunName run;
    private final CartBodies carts;
    private final LoadCounters counters = new LoadCounters();
    private final PendingCheckouts waiting = new PendingCheckouts();
    private final ConcurrentHistogram intake = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final AtomicLong serial = new AtomicLong();
    private final @Nullable ArrivalSchedule arrivals;
    private @Nullable CheckoutEndListener ends;
    private final List<HttpConnection> connections = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Where the instances of order-service are, and the key that opens them. */
    public record Target(List<Integer> orderServicePorts, String storefrontKey) {

        /** The one for this customer: they spread evenly. */
        int port(int customer) {
            return orderServicePorts.get(customer % orderServicePorts.size());
        }
    }

    public LoadGenerator(LoadPlan plan, LoadRunName run, CartMix shopping, Target target) {
        this.plan = plan;
        this.run = run;
        this.carts = new CartBodies(shopping);
        this.arrivals = plan.ratePerSecond() == null ? null : new ArrivalSchedule(plan.begin(), plan.ratePerSecond());
        for (int i = 0; i < plan.clients(); i++) {
            int port = target.port(i);
            HttpConnection connection =
                    new HttpConnection(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            connections.add(connection);
            CheckoutRequestBytes submission = new CheckoutRequestBytes("127.0.0.1:" + port, target.storefrontKey());
            threads.add(new Thread(new LoadCustomer(this, submission, connection), "customer-" + i));
        }
    }

    /** Listens to Kafka for the ends that customers wait for; to be called before the start. */
    public void listen(String bootstrapServers) {
        ends = new CheckoutEndListener(bootstrapServers, this::ended);
    }

    /** From here on customers come when the plan says so. */
    public void start() {
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Waits until all have been served or have given up; call it when the end of the plan has come. */
    public void join() throws InterruptedException, IOException {
        long answersUntil = plan.waitsForEnds() ? plan.patience() : plan.end();
        long deadline = answersUntil / 1000 + ANSWER_PATIENCE_MILLIS;
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

    /** How long the 202s of the measured time took, in microseconds. */
    public Histogram intakeMicros() {
        return intake.copy();
    }

    private void ended(UUID checkout) {
        counters.end();
        if (plan.waitsForEnds()) {
            waiting.ended(checkout);
        }
    }

    LoadPlan plan() {
        return plan;
    }

    LoadRunName run() {
        return run;
    }

    CartBodies carts() {
        return carts;
    }

    PendingCheckouts waiting() {
        return waiting;
    }

    ConcurrentHistogram intake() {
        return intake;
    }

    @Nullable
    ArrivalSchedule arrivals() {
        return arrivals;
    }

    AtomicLong serial() {
        return serial;
    }

    @Override
    public void close() throws IOException {
        for (HttpConnection connection : connections) {
            connection.close();
        }
        if (ends != null) {
            ends.close();
        }
    }
}
