package checkout.payment.provider;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The connections to the provider. An exchange under way occupies a virtual thread, on which its answer is handled too: the
 * client's own asynchronous exchanges end on the common pool, so whatever blocked that would hold up every answer.
 */
@Component
class ProviderHttp implements DisposableBean {
    /** They only move bytes. */
    private static final int THREADS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("card-provider-", 1).factory());
    private final HttpClient http;

    ProviderHttp(CardSettings settings) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .executor(threads)
                .build();
    }

    /** Sends the request. The exchange ends after the timeout at the latest, and closes its connection then. */
    CompletableFuture<HttpResponse<String>> send(HttpRequest request, Duration timeout) {
        CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
        Thread exchange = Thread.ofVirtual().name("card-call").start(() -> exchange(request, answer));
        // the client's own timeout covers only the headers, but a body may stall or never end
        return answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((response, failure) -> {
            if (failure instanceof TimeoutException) {
                exchange.interrupt();
            }
        });
    }

    private void exchange(HttpRequest request, CompletableFuture<HttpResponse<String>> answer) {
        try {
            answer.complete(http.send(request, BodyHandlers.ofString()));
        } catch (InterruptedException timedOut) {
            Thread.currentThread().interrupt();
            answer.completeExceptionally(timedOut);
        } catch (IOException | RuntimeException | Error failure) {
            answer.completeExceptionally(failure);
        }
    }

    @Override
    public void destroy() {
        http.shutdownNow();
        threads.shutdown();
    }
}
