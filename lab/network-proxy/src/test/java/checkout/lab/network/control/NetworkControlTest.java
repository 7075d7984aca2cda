package checkout.lab.network.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.lab.network.fault.Direction;
import checkout.lab.network.fault.FaultEffect;
import checkout.lab.network.fault.NetworkFault;
import checkout.lab.network.fault.NetworkFault.Bandwidth;
import checkout.lab.network.fault.NetworkFault.BlackHole;
import checkout.lab.network.fault.NetworkFault.HalfOpen;
import checkout.lab.network.fault.NetworkFault.Latency;
import checkout.lab.network.fault.NetworkFault.Reset;
import checkout.lab.network.proxy.LinkStatus;
import checkout.lab.network.proxy.NetworkProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red means: the proxy obeys a stranger, or does not do what it is told. */
class NetworkControlTest {

    private static final String SECRET = "only the owner knows";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private NetworkProxy proxy;
    private ControlServer server;
    private NetworkControl control;

    @BeforeEach
    void start() throws IOException {
        proxy = new NetworkProxy();
        proxy.open("shop/bank", List.of());
        proxy.open("shop/post", List.of());
        server = ControlServer.start(proxy, 0, SECRET);
        control = new NetworkControl(server.port(), SECRET);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        proxy.close();
    }

    static Stream<NetworkFault> faults() {
        return Stream.of(
                new Latency(Set.of(Direction.TO_SERVER), Duration.ofMillis(200), Duration.ofMillis(50)),
                new BlackHole(Direction.BOTH),
                new Bandwidth(Set.of(Direction.TO_CLIENT), 1_000),
                new Reset(Direction.BOTH),
                new HalfOpen(Set.of(Direction.TO_SERVER)));
    }

    @Test
    void listsTheLinks() throws Exception {
        assertThat(control.links())
                .containsExactly(new LinkStatus("shop/bank", 0, 0, 0, 0), new LinkStatus("shop/post", 0, 0, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void injectsEveryFaultAndEndsIt(NetworkFault fault) throws Exception {
        long id = control.inject("shop/post", fault, LONGEST);
        assertThat(control.effect(id)).isEqualTo(FaultEffect.NONE);
        assertThat(control.end(id)).isEqualTo(FaultEffect.NONE);
        assertThatThrownBy(() -> control.end(id))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("404");
    }

    @Test
    void endsAllFaults() throws Exception {
        long first = control.inject("shop/post", new BlackHole(Direction.BOTH), LONGEST);
        long second = control.inject("shop/bank", new BlackHole(Direction.BOTH), LONGEST);
        control.endAll();
        assertThat(proxy.effect(first)).isEmpty();
        assertThat(proxy.effect(second)).isEmpty();
    }

    @Test
    void aStrangerLearnsNothingAndChangesNothing() throws Exception {
        long fault = control.inject("shop/post", new BlackHole(Direction.BOTH), LONGEST);
        for (String path : List.of("/v1/links", "/v1/faults", "/v1/faults/" + fault, "/", "/v2")) {
            for (String method : List.of("GET", "POST", "DELETE")) {
                assertThat(send(method, path, "", null).statusCode()).isEqualTo(401);
                assertThat(send(method, path, "", "Bearer wrong").statusCode()).isEqualTo(401);
            }
        }
        assertThat(proxy.effect(fault)).isPresent();
        NetworkControl stranger = new NetworkControl(server.port(), "guessed");
        assertThatThrownBy(stranger::links).isInstanceOf(IOException.class).hasMessageContaining("401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"link\":\"shop/post\",\"longest\":\"PT1M\"}",
                "{\"link\":\"shop/post\",\"longest\":\"PT9H\",\"fault\":{\"kind\":\"reset\",\"directions\":[\"TO_SERVER\"]}}",
                "{\"link\":\"shop/post\",\"longest\":\"PT1M\",\"fault\":{\"kind\":\"reset\",\"directions\":[]}}",
                "{\"link\":\"shop/post\",\"longest\":\"PT1M\",\"fault\":{\"kind\":\"reset\"}}",
                "{\"link\":\"shop/post\",\"longest\":\"PT1M\",\"fault\":{\"kind\":\"fire\",\"directions\":[\"TO_SERVER\"]}}",
                "{\"link\":\"nowhere\",\"longest\":\"PT1M\",\"fault\":{\"kind\":\"reset\",\"directions\":[\"TO_SERVER\"]}}",
                "{\"link\":\"shop/post\",\"longest\":\"PT1M\",\"fault\":{\"kind\":\"bandwidth\",\"directions\":[\"TO_SERVER\"],\"bytesPerSecond\":0}}",
                "{\"link\":\"shop/post\",\"longest\":\"PT1M\",\"fault\":{\"kind\":\"latency\",\"directions\":[\"TO_SERVER\"],\"by\":\"PT1H\",\"jitter\":\"PT0S\"}}"
            })
    void aWrongOrderIsRefused(String body) throws Exception {
        assertThat(send("POST", "/v1/faults", body, "Bearer " + SECRET).statusCode())
                .isEqualTo(400);
    }

    @Test
    void anOrderHasALimitAndAnAddress() throws Exception {
        assertThat(send("POST", "/v1/faults", "x".repeat(20_000), "Bearer " + SECRET)
                        .statusCode())
                .isEqualTo(413);
        assertThat(send("GET", "/v1/secrets", "", "Bearer " + SECRET).statusCode())
                .isEqualTo(404);
        assertThat(send("DELETE", "/v1/faults/99999999999999999999", "", "Bearer " + SECRET)
                        .statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> send(String method, String path, String body, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
