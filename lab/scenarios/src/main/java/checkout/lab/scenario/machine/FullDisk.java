package checkout.lab.scenario.machine;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The disk of a table is full: PostgreSQL cannot add rows to it, until somebody makes room. */
public final class FullDisk implements Fault, Expectation {

    /** A table of each service that every checkout adds a row to. */
    private static final Map<String, String> TABLES = Map.of(
            "orders", "orders.orders",
            "inventory", "inventory.reservation",
            "payments", "payments.payment",
            "sagas", "sagas.saga");

    /** The schemas of the services. */
    public static final List<String> SCHEMAS = DatabaseConnections.SERVICE_SCHEMAS;

    private static final String REFUSED = "No space left on device";
    private static final long ROOM = 4L << 20;
    private static final Polling UNTIL_REFUSED = new Polling(Duration.ofSeconds(60), Duration.ofMillis(500));

    private final String table;
    private final Duration duration;
    private final List<String> failures = new ArrayList<>();
    private long refused;

    /** @param schema one of {@link #SCHEMAS} */
    public FullDisk(String schema, Duration duration) {
        this.table = TABLES.getOrDefault(schema, schema);
        this.duration = duration;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        context.processes().locks().exclusively(PostgresPart.NAME, () -> onSmallDisk(context));
    }

    private void onSmallDisk(ScenarioContext context) throws InterruptedException, SQLException {
        try {
            moveAndFill(context);
        } catch (IOException e) {
            throw new StackException("The small disk cannot be used (%s).".formatted(e.getMessage()), e);
        }
    }

    private void moveAndFill(ScenarioContext context) throws InterruptedException, IOException, SQLException {
        context.processes().startIfMissing(PostgresPart.NAME);
        // without the room that earlier runs have left in its pages
        administer(context, "vacuum full %s".formatted(table));
        SmallDisk disk = new SmallDisk(context.folder().path().resolve("small-disk"));
        disk.mount(size(context) + ROOM, context.folder().postgres().resolve("data"));
        try {
            administer(context, "create tablespace small_disk location '%s'".formatted(disk.data()));
            try {
                administer(context, "alter table %s set tablespace small_disk".formatted(table));
                fill(context, disk);
                administer(context, "alter table %s set tablespace pg_default".formatted(table));
            } finally {
                administer(context, "drop tablespace small_disk");
            }
        } finally {
            disk.unmount();
        }
    }

    private void fill(ScenarioContext context, SmallDisk disk) throws InterruptedException, IOException {
        Path log = context.stack().part(PostgresPart.NAME).log();
        long before = refusals(log);
        disk.fill();
        context.log("the disk of %s is full", table);
        try {
            Thread.sleep(duration);
            // the table has some room in its last pages
            UNTIL_REFUSED.until(now -> now > before, () -> refusals(log));
        } finally {
            disk.free();
        }
        long now = refusals(log) - before;
        refused += now;
        if (now == 0) {
            failures.add("nobody tried to add a page to %s".formatted(table));
        }
        context.log("there is room for %s again; PostgreSQL refused %d statements", table, now);
    }

    private long size(ScenarioContext context) throws SQLException {
        try (Connection superuser = superuser(context)) {
            return SqlQuery.number(superuser, "select pg_table_size(?::regclass)", table);
        }
    }

    private static void administer(ScenarioContext context, String sql) throws SQLException {
        try (Connection superuser = superuser(context);
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection superuser(ScenarioContext context) throws SQLException {
        return DatabaseConnections.superuser(context.stack(), context.folder()).getConnection();
    }

    private static long refusals(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(REFUSED)).count();
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(new ExpectationResult(
                "PostgreSQL had no room for %s".formatted(table),
                List.copyOf(failures),
                Map.of("statements refused", refused)));
    }
}
