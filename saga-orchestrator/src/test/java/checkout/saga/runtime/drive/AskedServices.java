package checkout.saga.runtime.drive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Plays the participants and the relay when the orchestrator asks them where a message is. */
public final class AskedServices {
    public static final Duration TIMEOUT = Duration.ofMillis(700);

    /** As if for ever: longer than anybody waits, and at most until the next test. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final List<String> PARTICIPANTS = List.of("inventory-service", "payment-service", "order-service");
    private static final String RELAY = "outbox-relay";
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> silent = new CopyOnWriteArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

    private AskedServices(HttpServer server) {
        this.server = server;
    }

    static AskedServices start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            AskedServices services = new AskedServices(server);
            server.createContext("/", services::answer);
            server.setExecutor(Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("asked-", 1).factory()));
            server.start();
            return services;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void register(DynamicPropertyRegistry registry) {
        for (int i = 0; i < PARTICIPANTS.size(); i++) {
            String name = PARTICIPANTS.get(i);
            registry.add("checkout.diagnosis.participants[%d].name".formatted(i), () -> name);
            registry.add("checkout.diagnosis.participants[%d].url".formatted(i), () -> url(name));
        }
        registry.add("checkout.diagnosis.relay", () -> url(RELAY));
        registry.add("checkout.diagnosis.password", () -> "asks");
        registry.add("checkout.diagnosis.timeout", TIMEOUT::toString);
    }

    public String url(String service) {
        return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), service);
    }

    public void forget() {
        answers.clear();
        silent.clear();
        questions.clear();
        requests.clear();
        statuses.clear();
    }

    /** From now on this service answers every question with this. */
    public void answers(String service, String json) {
        answers.put(service, json);
    }

    /** From now on this service refuses everything. */
    public void refuses(String service, int status, String json) {
        statuses.put(service, status);
        answers.put(service, json);
    }

    /** From now on this service accepts connections and says nothing. */
    public void fallsSilent(String service) {
        silent.add(service);
    }

    /** What was asked: who asked, and the path. */
    public List<String> questions() {
        return questions;
    }

    /** What was requested with a body: the path and the body. */
    public List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String service = path.substring(1, path.indexOf('/', 1));
        questions.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + path);
        String given = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!given.isEmpty()) {
            requests.add(path + " " + given);
        }
        long deadline = System.nanoTime() + SILENCE.toNanos();
        while (silent.contains(service) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        byte[] body = answers.getOrDefault(service, "{}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(
                answers.containsKey(service) ? statuses.getOrDefault(service, OK) : NOT_FOUND, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
