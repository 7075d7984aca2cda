package checkout.lab.scenario.pooler;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.PooledConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.pgbouncer.ServerConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * As many clients as the run's count connect beside the services, in the roles of the services, and run small transactions
 * all the time. They must not need more connections to the server than the services alone may use.
 */
public final class PooledClients implements Fault, Expectation {

    private static final int CONNECTING_AT_ONCE = 16;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(200);

    private final ConnectionSamples samples = new ConnectionSamples();
    private final ConcurrentLinkedQueue<PooledClient> clients = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        try (PooledConnections connections = new PooledConnections(context.stack())) {
            context.log("before: %s", connections.count());
            connect(context);
            context.log("%,d clients are connected: %s", clients.size(), connections.count());
            run(context, connections);
        } finally {
            for (PooledClient client : clients) {
                client.close();
            }
        }
    }

    private void connect(ScenarioContext context) throws InterruptedException {
        List<String> roles = DatabaseConnections.SERVICE_SCHEMAS;
        List<Callable<Void>> connecting = new ArrayList<>();
        for (int n = 0; n < context.times(); n++) {
            String role = roles.get(n % roles.size());
            connecting.add(() -> {
                clients.add(new PooledClient(DatabaseConnections.pooled(context.stack(), context.folder(), role)));
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTING_AT_ONCE)) {
            for (Future<Void> each : threads.invokeAll(connecting)) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client cannot connect through PgBouncer", e.getCause());
        }
    }

    private void run(ScenarioContext context, PooledConnections connections) throws InterruptedException, SQLException {
        int number = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PooledClient client : clients) {
                SeededRandom random = context.random("pooled client " + number++);
                var unused = threads.submit(() -> runTransactions(client, random));
            }
            sample(context.duration(), connections);
        }
        context.log("%s", samples);
    }

    private void sample(Duration duration, PooledConnections connections) throws InterruptedException, SQLException {
        long end = System.nanoTime() + duration.toNanos();
        try {
            while (System.nanoTime() < end) {
                samples.add(connections.count());
                Thread.sleep(SAMPLE_INTERVAL);
            }
        } finally {
            stopping = true; // or the clients would go on, and be waited for
        }
    }

    private Void runTransactions(PooledClient client, SeededRandom random) throws InterruptedException {
        try {
            while (!stopping) {
                Thread.sleep(random.between(Duration.ZERO, LONGEST_PAUSE));
                client.runTransaction();
            }
        } catch (SQLException failed) {
            failures.add("a client's transaction failed: " + failed);
        }
        return null;
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        long committed = clients.stream().mapToLong(PooledClient::committed).sum();
        long written = written(context);
        List<ExpectationResult> results = new ArrayList<>(samples.check(context.times(), ServerConnections.ALL));
        results.add(new ExpectationResult("every transaction of a client succeeded", List.copyOf(failures)));
        results.add(new ExpectationResult(
                "what the clients committed is in the tables of their service",
                committed > 0 && committed == written
                        ? List.of()
                        : List.of("%,d rows of %,d committed".formatted(written, committed)),
                Map.of("transactions", committed)));
        return results;
    }

    private long written(ScenarioContext context) throws SQLException {
        long rows = 0;
        try (Connection auditor = context.auditor()) {
            for (String schema : DatabaseConnections.SERVICE_SCHEMAS) {
                rows += SqlQuery.number(
                        auditor,
                        "select count(*) from %s.outbox where id >= ?::uuid and type = ?".formatted(schema),
                        context.lowestId(),
                        PooledClient.TYPE);
            }
        }
        return rows;
    }
}
