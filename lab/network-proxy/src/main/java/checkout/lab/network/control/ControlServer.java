package checkout.lab.network.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.network.fault.FaultEffect;
import checkout.lab.network.proxy.NetworkProxy;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;

/** The proxy's control on 127.0.0.1. It answers nobody who does not know the secret, whatever is asked. */
public final class ControlServer implements AutoCloseable {

    static final String LINKS = "/v1/links";
    static final String FAULTS = "/v1/faults";
    private static final int MAX_BODY_BYTES = 10_000;

    private final NetworkProxy proxy;
    private final byte[] authorization;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** An answer with its status. */
    private record Answer(int status, Object body) {

        static Answer problem(int status, String sentence) {
            return new Answer(status, Map.of("detail", sentence));
        }
    }

    private ControlServer(NetworkProxy proxy, String secret, HttpServer server) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("the secret is empty");
        }
        this.proxy = proxy;
        this.authorization = authorization(secret).getBytes(UTF_8);
        this.server = server;
    }

    /** Starts it on a port, or on one that the system chooses if the port is 0. */
    public static ControlServer start(NetworkProxy proxy, int port, String secret) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ControlServer control = new ControlServer(proxy, secret, http);
        http.createContext("/", control::handle);
        http.setExecutor(control.threads);
        http.start();
        return control;
    }

    static String authorization(String secret) {
        return "Bearer " + secret;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    // the outermost loop of a request: whatever it was, the next one is answered
    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = isAllowed(exchange)
                        ? answer(exchange)
                        : Answer.problem(401, "The control needs the secret of the stack: Authorization: Bearer ...");
            } catch (JacksonException | IllegalArgumentException e) {
                answer = Answer.problem(400, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                e.printStackTrace();
                answer = Answer.problem(500, "Bug in the proxy: " + e);
            }
            byte[] body = ControlJson.MAPPER.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null && MessageDigest.isEqual(given.getBytes(UTF_8), authorization);
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String request = exchange.getRequestMethod() + " " + path;
        OptionalLong id = id(path);
        if (request.equals("GET " + LINKS)) {
            return new Answer(200, proxy.links());
        }
        if (request.equals("POST " + FAULTS)) {
            return inject(exchange);
        }
        if (request.equals("DELETE " + FAULTS)) {
            proxy.endAll();
            return new Answer(200, Map.of());
        }
        if (id.isPresent() && exchange.getRequestMethod().equals("GET")) {
            return effect(proxy.effect(id.getAsLong()));
        }
        if (id.isPresent() && exchange.getRequestMethod().equals("DELETE")) {
            return effect(proxy.end(id.getAsLong()));
        }
        return Answer.problem(404, "There is no %s; there are %s and %s.".formatted(request, LINKS, FAULTS));
    }

    private Answer inject(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return Answer.problem(413, "The body has more than %d bytes.".formatted(MAX_BODY_BYTES));
        }
        FaultOrder order = ControlJson.MAPPER.readValue(body, FaultOrder.class);
        return new Answer(200, new FaultOrder.Injected(proxy.inject(order.link(), order.fault(), order.longest())));
    }

    private static Answer effect(Optional<FaultEffect> effect) {
        return effect.map(each -> new Answer(200, each))
                .orElseGet(() -> Answer.problem(404, "There is no fault of this number; it may have been ended."));
    }

    private static OptionalLong id(String path) {
        String number = path.startsWith(FAULTS + "/") ? path.substring(FAULTS.length() + 1) : "";
        return number.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
