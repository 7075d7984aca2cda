package checkout.order.webhook.client;

import checkout.order.webhook.client.AttemptOutcome.Delivered;
import checkout.order.webhook.client.AttemptOutcome.Refused;
import checkout.order.webhook.client.AttemptOutcome.Unanswered;
import checkout.order.webhook.destination.TargetAddresses;
import checkout.order.webhook.destination.TargetUrls;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts webhooks. The receiver is not trusted: it is connected to only at permitted addresses, no redirect is followed, and
 * neither its silence nor its answer can take more than a bounded time and space.
 */
@Component
public class WebhookClient {
    private static final int MAX_CONNECTIONS = 1_000;
    private static final TimeValue CONNECTION_LIFETIME = TimeValue.ofMinutes(1);
    private static final TimeValue MAX_IDLE_UNCHECKED = TimeValue.ofMilliseconds(500);
    private static final int MAX_ANSWER_BYTES = 1_024;
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private final ClientSettings settings;
    private final TargetUrls urls;
    private final Clock clock;
    private final CloseableHttpClient http;
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "webhook-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    WebhookClient(ClientSettings settings, TargetUrls urls, TargetAddresses addresses, Clock clock) {
        this.settings = settings;
        this.urls = urls;
        this.clock = clock;
        this.http = client(settings, addresses);
        deadlines.setRemoveOnCancelPolicy(true);
    }

    private static CloseableHttpClient client(ClientSettings settings, TargetAddresses addresses) {
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new PermittedAddresses(addresses))
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setSocketTimeout(Timeout.of(settings.answerTimeout()))
                        .setTimeToLive(CONNECTION_LIFETIME)
                        .setValidateAfterInactivity(MAX_IDLE_UNCHECKED)
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(settings.answerTimeout()))
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .build())
                .setUserAgent("checkout-webhooks/1")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** Makes one attempt; whatever the receiver does, this returns within about the total timeout. */
    public AttemptOutcome send(WebhookRequest webhook) {
        // the settings may have become stricter since the endpoint was created
        Optional<String> violation = urls.violation(webhook.url());
        if (violation.isPresent()) {
            return new Unanswered("The URL is not allowed: it " + violation.get());
        }
        HttpPost post = new HttpPost(URI.create(webhook.url()));
        post.setHeader("webhook-id", webhook.webhookId());
        post.setHeader("webhook-timestamp", Long.toString(webhook.epochSeconds()));
        post.setHeader("webhook-signature", webhook.signature());
        post.setHeader("webhook-attempt", Integer.toString(webhook.attempt()));
        post.setEntity(
                new ByteArrayEntity(webhook.body().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        var deadline = deadlines.schedule(post::cancel, settings.totalTimeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            return exchange(post);
        } catch (IOException failure) {
            return new Unanswered(
                    post.isCancelled()
                            ? "No complete answer within %d ms"
                                    .formatted(settings.totalTimeout().toMillis())
                            : TransportErrors.explain(failure, settings));
        } catch (HttpException invalid) {
            return new Unanswered("The URL cannot be called: " + invalid.getMessage());
        } finally {
            deadline.cancel(false);
        }
    }

    private AttemptOutcome exchange(HttpPost post) throws IOException, HttpException {
        ClassicHttpResponse response = http.executeOpen(RoutingSupport.determineHost(post), post, null);
        try {
            int status = response.getCode();
            String answer = firstBytes(response, post);
            return status / 100 == 2
                    ? new Delivered(status, answer)
                    : new Refused(status, answer, RetryAfter.parse(retryAfter(response), clock.instant()));
        } finally {
            close(response);
        }
    }

    /** The status has arrived, so an answer whose body is broken, slow or endless still counts. */
    private static @Nullable String firstBytes(ClassicHttpResponse response, HttpPost post) {
        if (response.getEntity() == null) {
            return null;
        }
        byte[] buffer = new byte[MAX_ANSWER_BYTES + 1];
        int length = 0;
        try {
            InputStream body = response.getEntity().getContent();
            for (int read = 0; read >= 0 && length < buffer.length; ) {
                length += read;
                read = length < buffer.length ? body.read(buffer, length, buffer.length - length) : -1;
            }
        } catch (IOException broken) {
            post.cancel();
        }
        if (length > MAX_ANSWER_BYTES) {
            // breaks the connection, because closing it in order would read the rest of the body
            post.cancel();
        }
        String text = new String(buffer, 0, Math.min(length, MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
        return text.isEmpty() ? null : NOT_PRINTABLE.matcher(text).replaceAll(" ");
    }

    private static @Nullable String retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return header == null ? null : header.getValue();
    }

    private static void close(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException alreadyBroken) {
            // the outcome is known, and the connection is not used again
            return;
        }
    }

    @PreDestroy
    void stop() {
        deadlines.shutdownNow();
        http.close(CloseMode.IMMEDIATE);
    }
}
