package checkout.lab.scenario.pooler;

import checkout.lab.database.PooledConnections.Counts;
import checkout.lab.scenario.expectation.ExpectationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was counted on both sides of PgBouncer during a run. */
final class ConnectionSamples {

    private final List<Counts> samples = new ArrayList<>();

    void add(Counts counts) {
        samples.add(counts);
    }

    /** Each number is the highest of the run, except the lowest number of clients. */
    private record Extremes(int leastClients, int clients, int waiting, int servers, int sessions) {}

    private Extremes extremes() {
        return new Extremes(
                samples.stream().mapToInt(Counts::clients).min().orElse(0),
                samples.stream().mapToInt(Counts::clients).max().orElse(0),
                samples.stream().mapToInt(Counts::waiting).max().orElse(0),
                samples.stream().mapToInt(Counts::servers).max().orElse(0),
                samples.stream().mapToInt(Counts::sessions).max().orElse(0));
    }

    /** The number of clients is reached all the time, and the number of connections to the server is never exceeded. */
    List<ExpectationResult> check(int clients, int connections) {
        Extremes seen = extremes();
        List<String> wrong = new ArrayList<>();
        if (seen.leastClients() < clients) {
            wrong.add("there were only %,d clients".formatted(seen.leastClients()));
        }
        if (seen.servers() < 1 || seen.servers() > connections) {
            wrong.add("PgBouncer had %d connections to the server".formatted(seen.servers()));
        }
        if (seen.sessions() < 1 || seen.sessions() > connections) {
            wrong.add("the server had %d sessions of the services".formatted(seen.sessions()));
        }
        Map<String, Object> figures = new TreeMap<>();
        figures.put("samples", samples.size());
        figures.put("client connections, lowest", seen.leastClients());
        figures.put("client connections, highest", seen.clients());
        figures.put("clients that waited for a server connection, highest", seen.waiting());
        figures.put("server connections, as PgBouncer counts them, highest", seen.servers());
        figures.put("sessions, as PostgreSQL counts them, highest", seen.sessions());
        return List.of(new ExpectationResult(
                "%,d clients share %d connections to the server".formatted(clients, connections), wrong, figures));
    }

    @Override
    public String toString() {
        Extremes seen = extremes();
        return "seen in %d samples: %,d to %,d client connections, at most %d of them waiting; at most %d server connections, %d sessions"
                .formatted(
                        samples.size(),
                        seen.leastClients(),
                        seen.clients(),
                        seen.waiting(),
                        seen.servers(),
                        seen.sessions());
    }
}
