package checkout.lab.stack.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.network.control.NetworkControl;
import checkout.lab.network.control.ProxySettings.LinkRoutes;
import checkout.lab.network.proxy.LinkStatus;
import checkout.lab.network.proxy.Route;
import checkout.lab.stack.part.JavaInstallation;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: an application's connection goes around the proxy or to the wrong server, or a stranger can tell the proxy what to do. */
class NetworkPartTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static final StackSecrets SECRETS = StackSecrets.generate();

    private static StateDirectory state;
    private static StackPorts ports;
    private static NetworkPart network;

    @BeforeAll
    static void start() throws IOException {
        assumeThat(System.getProperty("os.name")).contains("Linux");
        state = new StateDirectory(folder);
        state.create();
        state.useNetwork(true);
        ports = StackPorts.findFree(LocalPort::isFree);
        network = new NetworkPart(state, ports, SECRETS);
        network.start();
        await().atMost(TIMEOUT).until(network::isReady);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (network != null) {
            network.stop(TIMEOUT, message -> {});
            assertThat(network.process()).isEmpty();
        }
    }

    private static LinkStatus status(String link) throws IOException, InterruptedException {
        return network.control().links().stream()
                .filter(each -> each.name().equals(link))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyLinkHasAnAddressOfItsOwn() {
        List<Route.Endpoint> listening = network.links().stream()
                .flatMap(link -> link.routes().stream())
                .map(Route::listen)
                .toList();
        assertThat(listening).hasSize(12).doesNotHaveDuplicates().allSatisfy(each -> assertThat(each.address())
                .startsWith("127.0.1."));
        assertThat(network.links().stream().flatMap(link -> link.routes().stream()))
                .allSatisfy(route -> {
                    assertThat(route.server().address()).isEqualTo("127.0.0.1");
                    assertThat(route.server().port()).isEqualTo(route.listen().port());
                });
    }

    @Test
    void theWayToTheDatabaseIncludesThePooler() {
        StateDirectory pooled = new StateDirectory(folder.resolve("pooled"));
        pooled.create();
        pooled.usePgBouncer(true);
        Map<String, LinkRoutes> links = new NetworkPart(pooled, ports, SECRETS)
                .links().stream().collect(Collectors.toMap(LinkRoutes::name, link -> link));
        assertThat(links.get("payment-service/postgres").routes())
                .extracting(route -> route.server().port())
                .containsExactly(ports.of("postgres"), ports.of("pgbouncer"));
        assertThat(links.get("payment-service/kafka").routes()).hasSize(1);
    }

    @Test
    void theJvmOfAnApplicationConnectsThroughItsLink() throws Exception {
        List<String> command = new ArrayList<>(
                List.of(JavaInstallation.current().java().toString(), "-Djava.net.preferIPv4Stack=true"));
        command.addAll(network.clientOptions("inventory-service"));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                NameLookup.class.getName(),
                "localhost",
                Integer.toString(ports.of("kafka"))));
        try (ServerSocket server = new ServerSocket(ports.of("kafka"), 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout((int) TIMEOUT.toMillis());
            Process application =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (Socket accepted = server.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo('?');
                accepted.getOutputStream().write('!');
                String printed = new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(printed.lines()).containsExactly("127.0.1.2", "127.0.0.1", "!");
            }
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(status("inventory-service/kafka"))
                    .isEqualTo(new LinkStatus("inventory-service/kafka", 0, 1, 1, 1)));
            assertThat(status("order-service/kafka").connections()).isZero();
        }
    }

    @Test
    void whoeverIsNoApplicationConnectsDirectly() {
        assertThat(network.clientOptions("provider-simulator")).isEmpty();
        assertThat(network.clientOptions("outbox-relay"))
                .singleElement()
                .asString()
                .endsWith("/outbox-relay.hosts");
    }

    @Test
    void onlyWhoKnowsTheSecretIsObeyed() throws IOException {
        assertThatThrownBy(() -> new NetworkControl(network.port(), "guessed").links())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("401");
        Path settings = state.network().resolve("settings.json");
        assertThat(settings).content().contains(SECRETS.networkControl());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
                .isEqualTo("rw-------");
    }

    @Test
    void aPortThatIsTakenIsNamedInTheLog() throws Exception {
        StateDirectory other = new StateDirectory(folder.resolve("other"));
        other.create();
        other.useNetwork(true);
        NetworkPart second = new NetworkPart(other, ports, SECRETS);
        second.start();
        await().atMost(TIMEOUT).until(() -> second.process().isEmpty());
        assertThat(second.log())
                .content()
                .contains("order-service/postgres cannot listen on 127.0.1.1:" + ports.of("postgres"));
    }
}
