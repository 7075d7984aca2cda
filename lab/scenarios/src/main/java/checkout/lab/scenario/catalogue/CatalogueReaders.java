package checkout.lab.scenario.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.http.HttpConnection;
import checkout.lab.http.HttpResponse;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.time.ArrivalSchedule;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the catalogue at a fixed rate over a number of connections, until it is closed. */
final class CatalogueReaders implements AutoCloseable {
    private static final int CONNECTIONS = 32;
    private static final long TOO_LONG_MICROS = 5_000_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final int port;
    private final byte[] request;
    private final ArrivalSchedule arrivals;
    private final Queue<CatalogueRead> reads = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    /** When the readers arrived who wait for a response. */
    private final Queue<Long> waiting = new ConcurrentLinkedQueue<>();

    CatalogueReaders(ScenarioContext context, int readsPerSecond) {
        this.port = context.stack().ports().of("order-service");
        this.request = """
                GET /v1/products HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Authorization: Bearer %s\r
                \r
                """.formatted(
                port, context.stack().credentials().storefront().key()).getBytes(UTF_8);
        this.arrivals = new ArrivalSchedule(EpochMicros.now(), readsPerSecond);
        for (int i = 0; i < CONNECTIONS; i++) {
            int first = i;
            Thread reader = new Thread(() -> read(first), "catalogue-reader-" + i);
            reader.setDaemon(true);
            threads.add(reader);
            reader.start();
        }
    }

    private void read(int first) {
        try (HttpConnection connection = HttpConnection.local(port)) {
            for (long n = first; ; n += CONNECTIONS) {
                EpochMicros.await(arrivals.at(n));
                waiting.add(arrivals.at(n));
                reads.add(read(connection, arrivals.at(n)));
                waiting.remove(arrivals.at(n));
            }
        } catch (InterruptedException | IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private CatalogueRead read(HttpConnection connection, long at) {
        try {
            HttpResponse response = connection.exchange(ByteBuffer.wrap(request));
            long latency = EpochMicros.now() - at;
            return answered(at, latency, response.status(), JSON.readTree(response.body()));
        } catch (IOException | JacksonException noUsableResponse) {
            return new CatalogueRead(at, EpochMicros.now() - at, 0, 0, 0, 0, 0);
        }
    }

    private static CatalogueRead answered(long at, long latency, int status, JsonNode body) {
        int known = 0;
        int unknown = 0;
        int minAge = Integer.MAX_VALUE;
        int maxAge = 0;
        for (JsonNode product : body.path("products")) {
            if (product.path("available").isNumber()) {
                int age = product.path("availableAgeSeconds").asInt();
                known++;
                minAge = Math.min(minAge, age);
                maxAge = Math.max(maxAge, age);
            } else {
                unknown++;
            }
        }
        return new CatalogueRead(at, latency, status, known, unknown, known == 0 ? 0 : minAge, maxAge);
    }

    /** The reads so far. */
    List<CatalogueRead> reads() {
        return List.copyOf(reads);
    }

    /** The reads that have waited too long for a response to get one in time. */
    List<String> unanswered() {
        long latest = EpochMicros.now() - TOO_LONG_MICROS;
        return waiting.stream()
                .filter(at -> at < latest)
                .map(at -> "a read was not answered in %.1f s".formatted((EpochMicros.now() - at) / 1e6))
                .toList();
    }

    /** What a reader waits for then does not count. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
