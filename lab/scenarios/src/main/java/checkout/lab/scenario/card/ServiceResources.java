package checkout.lab.scenario.card;

import checkout.lab.database.SqlQuery;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;

/** The threads of a service's process, and its connections to the database: what a service uses up when its calls pile up. */
record ServiceResources(long threads, long connections) {
    static final ServiceResources NONE = new ServiceResources(0, 0);
    private static final String THREADS = "Threads:";

    /** @param role of the service in the database */
    static ServiceResources of(StackPart service, Connection auditor, String role) throws SQLException, IOException {
        long pid = service.process()
                .orElseThrow(() -> new StackException(service.name() + " does not run."))
                .pid();
        return new ServiceResources(
                threads(pid),
                SqlQuery.number(auditor, "select count(*) from pg_stat_activity where usename = ?", role));
    }

    private static long threads(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith(THREADS))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(THREADS.length()).strip()))
                    .findFirst()
                    .orElseThrow(() -> new StackException(
                            "The threads of process %d cannot be counted; this needs Linux.".formatted(pid)));
        }
    }

    /** The higher of each figure. */
    ServiceResources max(ServiceResources other) {
        return new ServiceResources(Math.max(threads, other.threads), Math.max(connections, other.connections));
    }
}
