package checkout.lab.bench.load;

import checkout.lab.bench.http.Connection;
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
public final class Load implements AutoCloseable {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;
    private static final long ANSWER_PATIENCE_MILLIS = 15_000;

    private final LoadPlan plan;
    private final RunName run;
    private final Carts carts;
    private final Counters counters = new Counters();
    private final Waiting waiting = new Waiting();
    private final ConcurrentHistogram intake = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final AtomicLong serial = new AtomicLong();
    private final @Nullable Arrivals arrivals;
    private @Nullable Ends ends;
    private final List<Connection> connections = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Where the instances of order-service are, and the key that opens them. */
    public record Target(List<Integer> orderServicePorts, String storefrontKey) {

        /** The one for this customer: they spread evenly. */
        int port(int customer) {
            return orderServicePorts.get(customer % orderServicePorts.size());
        }
    }

    public Load(LoadPlan plan, RunName run, Shopping shopping, Target target) {
        this.plan = plan;
        this.run = run;
        this.carts = new Carts(shopping);
        this.arrivals = plan.ratePerSecond() == null ? null : new Arrivals(plan.begin(), plan.ratePerSecond());
        for (int i = 0; i < plan.clients(); i++) {
            int port = target.port(i);
            Connection connection = new Connection(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            connections.add(connection);
            Submission submission = new Submission("127.0.0.1:" + port, target.storefrontKey());
            threads.add(new Thread(new Customer(this, submission, connection), "customer-" + i));
        }
    }

    /** Listens to Kafka for the ends that customers wait for; to be called before the start. */
    public void listen(String bootstrapServers) {
        ends = new Ends(bootstrapServers, this::ended);
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
        for (Connection connection : connections) {
            connection.close();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    public Counters counters() {
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

    RunName run() {
        return run;
    }

    Carts carts() {
        return carts;
    }

    Waiting waiting() {
        return waiting;
    }

    ConcurrentHistogram intake() {
        return intake;
    }

    @Nullable
    Arrivals arrivals() {
        return arrivals;
    }

    AtomicLong serial() {
        return serial;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        if (ends != null) {
            ends.close();
        }
    }
}
