package checkout.backing.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A storefront's receiver of webhooks, which behaves as its owner wants, and verifies signatures with code of its own. */
public final class WebhookReceiver implements AutoCloseable {
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile @Nullable HttpServer server;
    private volatile Behaviour behaviour = new Answer(204, Map.of());
    private volatile CountDownLatch hanging = new CountDownLatch(1);

    /** What the receiver does with a request. */
    public sealed interface Behaviour {}

    /** Answers with this status. */
    public record Answer(int status, Map<String, String> headers) implements Behaviour {}

    /** Reads the request and never answers. */
    public record Hang() implements Behaviour {}

    /** Reads the request and closes the connection. */
    public record HangUp() implements Behaviour {}

    /**
     * A request that arrived.
     *
     * @param taken whether it was answered with success
     */
    public record Received(String id, int attempt, String timestamp, String signature, String body, boolean taken) {
        /** Whether one of the signatures is made with this secret, by the steps that the documentation describes. */
        public boolean isSignedWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(
                        Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
                String expected = Base64.getEncoder()
                        .encodeToString(
                                mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
                return Arrays.asList(signature.split(" ")).contains("v1," + expected);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    public WebhookReceiver() {
        HttpServer first = start(0);
        port = first.getAddress().getPort();
    }

    private HttpServer start(int onPort) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 50);
            started.createContext("/", this::handle);
            started.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "webhook-receiver");
                thread.setDaemon(true);
                return thread;
            }));
            started.start();
            server = started;
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:%d/hooks?from=checkout".formatted(port);
    }

    public void behave(Behaviour next) {
        behaviour = next;
        hanging.countDown();
        hanging = new CountDownLatch(1);
    }

    /** Ends the process, as far as a test can: nobody listens any more, and open connections break. */
    public void kill() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
            server = null;
        }
    }

    public void restart() {
        start(port);
    }

    /** All requests in the order in which they arrived. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    public List<Received> taken() {
        return received.stream().filter(Received::taken).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Behaviour current = behaviour;
        boolean taken = current instanceof Answer answer && answer.status() / 100 == 2;
        received.add(new Received(
                header(exchange, "webhook-id"),
                Integer.parseInt(header(exchange, "webhook-attempt")),
                header(exchange, "webhook-timestamp"),
                header(exchange, "webhook-signature"),
                body,
                taken));
        switch (current) {
            case Answer answer -> {
                answer.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(answer.status(), -1);
                exchange.close();
            }
            case Hang hang -> {
                await(hanging);
                exchange.close();
            }
            case HangUp hangUp -> exchange.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        behave(new HangUp());
        kill();
    }
}
