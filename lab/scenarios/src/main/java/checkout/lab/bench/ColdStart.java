package checkout.lab.bench;

import checkout.lab.bench.load.LoadPlan;
import checkout.lab.bench.report.ReportFigures;
import checkout.lab.bench.request.OrderServiceTarget;
import checkout.lab.database.DatabaseConnections;
import checkout.lab.process.LauncherCommand;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StateDirectory;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Restarts the stack as a user does and loads it from the moment when it says that it is ready. */
record ColdStart(BenchSettings settings, StateDirectory folder, BenchProgress progress) {

    static final String FIRST = "cold.first 30 s, finished/s";
    static final String SECOND = "cold.second 30 s, finished/s";

    private static final long HALF_MINUTE = 30 * EpochMicros.SECOND;

    /** The figures of the first minute, and what does not add up. */
    record Result(ReportFigures figures, List<String> contradictions) {}

    Result run(int number) throws InterruptedException, IOException, SQLException {
        progress.stage("Cold start %d: the stack is restarted ...".formatted(number));
        double readySeconds = restart();
        progress.stage("Ready after %.1f s; measuring its first minute ...".formatted(readySeconds));
        LocalStack stack = LocalStack.running(folder);
        OrderServiceTarget target = OrderServiceTarget.of(stack.parts(), stack);
        long begin = EpochMicros.now();
        long middle = begin + HALF_MINUTE;
        long end = middle + HALF_MINUTE;
        LoadPlan plan = new LoadPlan(settings.clients(), null, true, begin, begin, end);
        try (CheckedLoad load = new CheckedLoad(plan, settings.carts(), stack, target, progress);
                Connection reader = DatabaseConnections.auditor(stack)) {
            reader.setAutoCommit(false);
            load.start();
            load.showUntil(end);
            load.stop();
            load.drain(reader);
            ReportFigures figures = ReportFigures.none();
            figures.put("cold.ready after, s", readySeconds);
            figures.put(FIRST, perSecond(load, reader, begin, middle));
            figures.put(SECOND, perSecond(load, reader, middle, end));
            return new Result(figures, load.contradictions(reader));
        }
    }

    private static double perSecond(CheckedLoad load, Connection reader, long from, long to) throws SQLException {
        return load.outcomes(reader, from, to).finishedInWindow() * 1e6 / (to - from);
    }

    /** Returns after how many seconds {@code up} was done. */
    private double restart() throws InterruptedException {
        LauncherCommand launcher = new LauncherCommand(folder.sources());
        List<String> up = new ArrayList<>(List.of("up", "--detach"));
        if (folder.usesPgBouncer()) {
            up.add("--pgbouncer");
        }
        if (folder.usesNetwork()) {
            up.add("--network");
        }
        succeed(launcher, List.of("down"));
        return succeed(launcher, up).seconds();
    }

    private static LauncherCommand.Run succeed(LauncherCommand launcher, List<String> arguments)
            throws InterruptedException {
        LauncherCommand.Run run = launcher.run(arguments);
        if (run.exitCode() != 0) {
            throw new StackException("./checkout %s failed: %s".formatted(String.join(" ", arguments), run.lastLine()));
        }
        return run;
    }
}
