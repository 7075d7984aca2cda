package checkout.payment.provider;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The connections to the provider. An exchange under way occupies no thread; what is done with its answer runs on threads that
 * do nothing else, so that no answer waits for whatever occupies the threads that the whole process shares.
 */
@Component
class ProviderHttp implements DisposableBean {
    /** Handling an answer takes microseconds and waits for nothing. */
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
        CompletableFuture<HttpResponse<String>> sent = http.sendAsync(request, BodyHandlers.ofString());
        return sent.copy()
                // the client's own timeout covers only the headers, but a body may stall or never end
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> sent.cancel(true));
    }

    @Override
    public void destroy() {
        http.shutdownNow();
        threads.shutdown();
    }
}
