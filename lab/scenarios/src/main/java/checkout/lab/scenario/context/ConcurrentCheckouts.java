package checkout.lab.scenario.context;

import checkout.lab.http.HttpConnection;
import checkout.lab.http.HttpResponse;
import checkout.lab.scenario.history.History;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Posts checkouts over a number of connections at once, each as soon as its connection has had its last response. */
public final class ConcurrentCheckouts {
    private static final int BUSY = 503;
    private static final long RETRY_INTERVAL = EpochMicros.SECOND / 4;
    private static final long RETRY_TIMEOUT = 60 * EpochMicros.SECOND;

    private final ScenarioContext context;
    private final int port;
    private final int connections;

    public ConcurrentCheckouts(ScenarioContext context, int connections) {
        this.context = context;
        this.port = context.stack().ports().of("order-service");
        this.connections = connections;
    }

    /** A checkout as a storefront posts it. */
    public record Post(String idempotencyKey, String json) {}

    /**
     * The response to a post.
     *
     * @param checkout the accepted checkout, or null
     */
    public record Answer(int status, String body, @Nullable UUID checkout) {}

    /** Sends all posts and returns their answers in the same order; whatever is not answered, or with 503, is sent again. */
    public List<Answer> send(List<Post> posts) throws InterruptedException {
        AtomicReferenceArray<Answer> answers = new AtomicReferenceArray<>(posts.size());
        AtomicInteger next = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(connections);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<Void>> customers = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                customers.add(threads.submit((Callable<Void>) () -> {
                    try (HttpConnection connection = HttpConnection.local(port)) {
                        together.countDown();
                        together.await();
                        for (int n = next.getAndIncrement(); n < posts.size(); n = next.getAndIncrement()) {
                            answers.set(n, send(connection, posts.get(n)));
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> customer : customers) {
                customer.get();
            }
        } catch (ExecutionException e) {
            throw new StackException("The checkouts could not be posted (%s).".formatted(e.getCause()), e);
        } finally {
            threads.shutdownNow();
        }
        List<Answer> all = new ArrayList<>();
        for (int n = 0; n < posts.size(); n++) {
            all.add(answers.get(n));
        }
        return all;
    }

    private Answer send(HttpConnection connection, Post post) throws InterruptedException {
        ByteBuffer request = ByteBuffer.wrap(PlacementRequest.bytes(
                port, context.stack().credentials().storefront().key(), post.idempotencyKey(), post.json()));
        long giveUpAt = EpochMicros.now() + RETRY_TIMEOUT;
        String last = "no response";
        while (EpochMicros.now() < giveUpAt) {
            History.Call call =
                    context.history().begin("place", "storefront", post.idempotencyKey(), null, post.json());
            try {
                HttpResponse response = connection.exchangeOnce(request.rewind());
                call.answered(response.status(), response.body(), response.acceptedCheckout());
                if (response.status() != BUSY) {
                    return new Answer(response.status(), response.body(), response.acceptedCheckout());
                }
                last = response.body();
                context.eventLog().count("checkouts answered 503 and sent again");
            } catch (IOException e) {
                call.notAnswered();
                last = e.toString();
                context.eventLog().count("checkouts not answered and sent again");
            }
            EpochMicros.await(EpochMicros.now() + RETRY_INTERVAL);
        }
        throw new StackException("order-service does not accept a checkout for %d s (%s)."
                .formatted(RETRY_TIMEOUT / EpochMicros.SECOND, last));
    }
}
