package checkout.apichecks;

import checkout.apichecks.description.DescribedOperation;
import checkout.apichecks.description.RecordedExchange;
import checkout.apichecks.recording.SeenAnswers;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends requests to a running service, with or without credentials. */
final class ApiCaller {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final RunningService service;

    ApiCaller(RunningService service) {
        this.service = service;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(service.address().resolve(path)));
    }

    /** Sends the request of the operation's examples, with this body if the operation has one. */
    HttpResponse<String> send(DescribedOperation operation, @Nullable String authorization, String body) {
        return send(operation, "", authorization, body);
    }

    /** The same with a query. */
    HttpResponse<String> send(DescribedOperation operation, String query, @Nullable String authorization, String body) {
        return send(request(
                operation,
                query,
                authorization,
                body,
                operation.requestTypes().stream().findFirst()));
    }

    /** Sends the request of the operation's examples with a body of a type that no operation reads. */
    HttpResponse<String> sendText(DescribedOperation operation, String authorization) {
        return send(request(operation, "", authorization, "text", Optional.of("text/plain")));
    }

    private HttpRequest.Builder request(
            DescribedOperation operation,
            String query,
            @Nullable String authorization,
            String body,
            Optional<String> contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.address().resolve(operation.examplePath() + query))
                .method(
                        operation.method(),
                        contentType.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        contentType.ifPresent(type -> request.header("Content-Type", type));
        operation.exampleHeaders().forEach(request::header);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (service.hasOwnProcess()) {
                SeenAnswers.ofThisModule().add(RecordedExchange.of(answer));
            }
            return answer;
        } catch (IOException failed) {
            throw new IllegalStateException("the service did not answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
