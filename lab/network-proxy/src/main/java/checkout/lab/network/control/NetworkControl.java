package checkout.lab.network.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.network.fault.FaultEffect;
import checkout.lab.network.fault.NetworkFault;
import checkout.lab.network.proxy.LinkStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Tells a running proxy which faults to inject and to end. */
public final class NetworkControl {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final String url;
    private final String authorization;

    public NetworkControl(int port, String secret) {
        this.url = "http://127.0.0.1:" + port;
        this.authorization = ControlServer.authorization(secret);
    }

    public List<LinkStatus> links() throws IOException, InterruptedException {
        return List.of(ask("GET", ControlServer.LINKS, BodyPublishers.noBody(), LinkStatus[].class));
    }

    /**
     * Injects a fault; returns its number.
     *
     * @param longest after which the proxy ends it by itself
     */
    public long inject(String link, NetworkFault fault, Duration longest) throws IOException, InterruptedException {
        byte[] order = ControlJson.MAPPER.writeValueAsBytes(new FaultOrder(link, fault, longest));
        return ask("POST", ControlServer.FAULTS, BodyPublishers.ofByteArray(order), FaultOrder.Injected.class)
                .id();
    }

    public FaultEffect effect(long id) throws IOException, InterruptedException {
        return ask("GET", ControlServer.FAULTS + "/" + id, BodyPublishers.noBody(), FaultEffect.class);
    }

    /** Ends a fault; returns what it has done. */
    public FaultEffect end(long id) throws IOException, InterruptedException {
        return ask("DELETE", ControlServer.FAULTS + "/" + id, BodyPublishers.noBody(), FaultEffect.class);
    }

    public void endAll() throws IOException, InterruptedException {
        request("DELETE", ControlServer.FAULTS, BodyPublishers.noBody());
    }

    private <T> T ask(String method, String path, BodyPublisher body, Class<T> type)
            throws IOException, InterruptedException {
        byte[] answer = request(method, path, body);
        try {
            return ControlJson.MAPPER.readValue(answer, type);
        } catch (JacksonException e) {
            throw new IOException(
                    "%s%s gave an answer that cannot be read: %s".formatted(url, path, new String(answer, UTF_8)), e);
        }
    }

    private byte[] request(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .method(method, body)
                .build();
        HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("%s%s answered %d: %s"
                    .formatted(url, path, response.statusCode(), new String(response.body(), UTF_8)));
        }
        return response.body();
    }
}
