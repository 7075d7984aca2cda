package checkout.order;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stands for inventory-service: answers with the stock that a test sets, counts the requests, and stops answering on demand. */
public final class StockServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Integer> available = new ConcurrentHashMap<>();
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch frozen = new CountDownLatch(0);
    private volatile int status = 200;

    public StockServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/v1/stock", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void set(String sku, int quantity) {
        available.put(sku, quantity);
    }

    /** The skus of each request so far. */
    public List<List<String>> requests() {
        return List.copyOf(requests);
    }

    /** Forgets the requests so far. */
    public void forgetRequests() {
        requests.clear();
    }

    /** Takes requests and answers none. */
    public void freeze() {
        frozen = new CountDownLatch(1);
    }

    public void thaw() {
        frozen.countDown();
    }

    public void answerWith(int status) {
        this.status = status;
    }

    private void answer(HttpExchange exchange) throws IOException {
        List<String> skus = Stream.of(exchange.getRequestURI().getQuery().split("&", -1))
                .map(parameter -> parameter.substring("sku=".length()))
                .toList();
        requests.add(skus);
        try {
            frozen.await();
        } catch (InterruptedException ended) {
            exchange.close();
            return;
        }
        String items = skus.stream()
                .filter(available::containsKey)
                .map(sku -> "{\"sku\":\"%1$s\",\"onHand\":%2$d,\"reserved\":0,\"available\":%2$d}"
                        .formatted(sku, available.get(sku)))
                .collect(Collectors.joining(","));
        byte[] body = "{\"items\":[%s]}".formatted(items).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        thaw();
        server.stop(0);
        threads.shutdownNow();
    }
}
