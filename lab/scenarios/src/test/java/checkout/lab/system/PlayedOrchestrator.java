package checkout.lab.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Serves the console, or the shop, as it is, and answers its requests as the test says. */
final class PlayedOrchestrator implements AutoCloseable {
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript", "css", "text/css", "svg", "image/svg+xml", "html", "text/html");
    private static final int OK = 200;
    private static final int PAUSE_MILLIS = 250;
    private static final int NOT_FOUND = 404;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, UnaryOperator<String>> answers = new ConcurrentHashMap<>();
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final Map<String, Supplier<String>> streams = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Path files;
    private final String index;
    private final HttpServer server;

    PlayedOrchestrator() throws IOException {
        this("libs/saga-runtime", "console/index.html");
    }

    /** @param index the page that every address shows */
    PlayedOrchestrator(String module, String index) throws IOException {
        this.files = Path.of("../..", module, "src/main/resources");
        this.index = index;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::page);
        server.createContext("/v1/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** @param request a method and a path without its query; `answer` makes a JSON text of the request's body */
    void on(String request, UnaryOperator<String> answer) {
        answers.put(request, answer);
    }

    void on(String request, String answer) {
        on(request, body -> answer);
    }

    /** @param next makes the next of the server-sent events of a stream, which never ends; empty while it is silent */
    void onStream(String request, Supplier<String> next) {
        streams.put(request, next);
    }

    /** The requests that change something, with their bodies. */
    List<String> posted() {
        return posted;
    }

    static String problem(int status, String detail) {
        return "{\"status\":%d,\"type\":\"urn:checkout:problem:played\",\"title\":\"Played\",\"detail\":\"%s\"}"
                .formatted(status, detail);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        Supplier<String> events = streams.get(request);
        if (events != null) {
            stream(exchange, events);
            return;
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (request.startsWith("POST")) {
            posted.add(request + " " + body);
        }
        String answer = answers.getOrDefault(request, unknown -> problem(NOT_FOUND, "Nobody plays this."))
                .apply(body);
        send(exchange, statusOf(answer), "application/json", answer.getBytes(StandardCharsets.UTF_8));
    }

    private void stream(HttpExchange exchange, Supplier<String> events) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(OK, 0);
        try (OutputStream sent = exchange.getResponseBody()) {
            do {
                sent.write(events.get().getBytes(StandardCharsets.UTF_8));
                sent.flush();
            } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static int statusOf(String answer) {
        return answer.startsWith("{\"status\":") && Character.isDigit(answer.charAt(10))
                ? Integer.parseInt(answer.substring(10, 13))
                : OK;
    }

    private void page(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Path file = files.resolve("static" + path);
        Path shown = Files.isRegularFile(file) ? file : files.resolve(index);
        String name = shown.toString();
        send(exchange, OK, TYPES.get(name.substring(name.lastIndexOf('.') + 1)), Files.readAllBytes(shown));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
