package checkout.web.signin;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps cookies for each site and follows no redirect by itself, as far as a test of a sign-in needs a browser. */
final class Browser {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    HttpResponse<String> get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html,*/*;q=0.8"));
    }

    HttpResponse<String> get(String url, String header, String value) {
        return send(HttpRequest.newBuilder(URI.create(url)).header(header, value));
    }

    /** Sends a form from a page of the same site, with these further headers. */
    HttpResponse<String> post(String url, Map<String, String> form, String... headers) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        URI uri = request.copy().build().uri();
        Map<String, String> own = cookies.computeIfAbsent(uri.getAuthority(), site -> new LinkedHashMap<>());
        if (!own.isEmpty()) {
            request.header(
                    "Cookie",
                    own.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(cookie -> keep(own, cookie));
            return response;
        } catch (IOException failed) {
            throw new IllegalStateException(uri + " did not answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static void keep(Map<String, String> cookies, String header) {
        String[] pair = header.split(";", 2)[0].split("=", 2);
        if (header.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    @Nullable
    String cookie(String url, String name) {
        return cookies.getOrDefault(URI.create(url).getAuthority(), Map.of()).get(name);
    }

    void setCookie(String url, String name, String value) {
        cookies.computeIfAbsent(URI.create(url).getAuthority(), site -> new LinkedHashMap<>())
                .put(name, value);
    }

    /** Where an answer leads, resolved against the request. */
    static Optional<String> location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .map(to -> answer.uri().resolve(to).toString());
    }
}
