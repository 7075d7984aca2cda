package checkout.lab.scenario.spike;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL has found no deadlock since the mark, by its log and by its counter. */
final class NoDeadlocks implements Expectation {
    private static final String IN_THE_LOG = "deadlock detected";
    private static final String COUNTER = "select deadlocks from pg_stat_database where datname = current_database()";

    private long logBytes;
    private long counted;

    void mark(ScenarioContext context) throws SQLException {
        logBytes = size(log(context));
        counted = context.number(COUNTER);
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        List<String> found = new ArrayList<>(deadlocks(log(context), logBytes));
        long deadlocks = context.number(COUNTER) - counted;
        if (deadlocks > 0 && found.isEmpty()) {
            found.add("PostgreSQL counted %d deadlocks".formatted(deadlocks));
        }
        return List.of(
                new ExpectationResult("PostgreSQL has found no deadlock", found, Map.of("deadlocks", deadlocks)));
    }

    private static Path log(ScenarioContext context) {
        return context.stack().part(PostgresPart.NAME).log();
    }

    private static long size(Path log) {
        try {
            return Files.size(log);
        } catch (IOException e) {
            throw unreadable(log, e);
        }
    }

    /** The lines that report a deadlock, after so many bytes of the log. */
    static List<String> deadlocks(Path log, long after) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            // shorter than before: the server was restarted and has begun a new log
            long from = file.length() < after ? 0 : after;
            file.seek(from);
            byte[] bytes = new byte[Math.toIntExact(file.length() - from)];
            file.readFully(bytes);
            return new String(bytes, UTF_8)
                    .lines()
                    .filter(line -> line.contains(IN_THE_LOG))
                    .toList();
        } catch (IOException e) {
            throw unreadable(log, e);
        }
    }

    private static StackException unreadable(Path log, IOException e) {
        return new StackException("The log of PostgreSQL, %s, cannot be read (%s).".formatted(log, e), e);
    }
}
