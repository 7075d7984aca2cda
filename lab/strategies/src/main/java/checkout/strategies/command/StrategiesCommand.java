package checkout.strategies.command;

import checkout.lab.stack.cli.LabSubcommand;
import checkout.lab.stack.cli.LauncherEnvironment;
import checkout.strategies.database.ScratchServer;
import checkout.strategies.redis.LockServer;
import checkout.strategies.spike.Spike;
import checkout.strategies.spike.SpikeResult;
import checkout.strategies.spike.SpikeSettings;
import checkout.strategies.spike.StrategyRun;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./checkout lab strategies}: the same spike with every way to reserve stock. */
@Command(
        name = "strategies",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets many buyers ask for the same few items at once, with one way to reserve stock after the other, and shows what"
                    + " was sold and how fast.",
            "Each run has a new database on a temporary PostgreSQL, with the tables of inventory-service but without the"
                    + " constraint that refuses to oversell, unless the run says otherwise.",
            "Exit code 0 only if exactly the runs oversell that must: unsafe, and redis-lock with a lost lease and no fence."
        },
        footerHeading = "%nStrategies:%n",
        footer = {
            "  batched      inventory-service's own: all requests of a poll at once",
            "  atomic       a conditional update for each line",
            "  pessimistic  select for update for each order",
            "  optimistic   begins again if the version has changed",
            "  redis-lock   a lock in Redis and a fencing token that the database",
            "               checks; also with lost leases, with and without the fence",
            "  unsafe       read, check, write; also with the database's constraint"
        })
public final class StrategiesCommand implements LabSubcommand {

    @Option(names = "--buyers", defaultValue = "10000", description = "Number of buyers (default: ${DEFAULT-VALUE}).")
    private int buyers;

    @Option(
            names = "--connections",
            defaultValue = "200",
            description =
                    "Buyers at a time, each with a database connection; batched uses one connection for all (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--items",
            defaultValue = "1",
            description = "Number of different items; each buyer wants one piece of one (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--quantity",
            defaultValue = "1000",
            description = "Pieces of each item on hand (default: ${DEFAULT-VALUE}).")
    private int quantity;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Determines who wants which item (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--strategy",
            split = ",",
            paramLabel = "NAME",
            description = "Only these strategies, separated by commas (default: all).")
    private @Nullable List<String> strategies;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description =
                    "Use a running Redis, such as redis://127.0.0.1:6379 (default: one of its own, from a Maven artifact).")
    private @Nullable URI redisUrl;

    @Option(names = "--json", paramLabel = "FILE", description = "Write settings, versions and all figures to a file.")
    private @Nullable Path json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        SpikeSettings settings = new SpikeSettings(buyers, connections, items, quantity, seed);
        List<StrategyRun> runs = StrategyRun.of(strategies == null ? StrategyRun.strategies() : strategies);
        out.println(settings.sentence());
        out.flush();
        SpikeTable table = new SpikeTable(out);
        List<SpikeResult> results =
                run(runs, settings, table, new SpikeProgress(out, LauncherEnvironment.onTerminal()));
        table.printRemarks(results);
        if (json != null) {
            SpikeReport.of(settings, results).write(json);
        }
        boolean asExpected =
                results.stream().allMatch(result -> result.contradictions().isEmpty());
        out.println(asExpected ? "Every run ended as it must." : "Not every run ended as it must.");
        out.flush();
        return asExpected ? 0 : 1;
    }

    private List<SpikeResult> run(
            List<StrategyRun> runs, SpikeSettings settings, SpikeTable table, SpikeProgress progress)
            throws SQLException, InterruptedException {
        boolean needsRedis = runs.stream().anyMatch(StrategyRun::needsRedis);
        List<SpikeResult> results = new ArrayList<>();
        try (LockServer redis = needsRedis ? redis() : null;
                ScratchServer server = ScratchServer.start(settings.connections())) {
            table.printHead();
            Spike spike = new Spike(settings, server, redis);
            for (StrategyRun run : runs) {
                SpikeResult result = spike.run(run, done -> progress.update(run.title(), done, settings.buyers()));
                results.add(result);
                progress.end();
                table.print(result);
            }
        }
        return results;
    }

    private LockServer redis() {
        return redisUrl == null ? LockServer.embedded() : LockServer.at(redisUrl);
    }
}
