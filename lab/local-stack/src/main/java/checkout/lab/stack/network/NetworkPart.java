package checkout.lab.stack.network;

import checkout.lab.network.control.NetworkControl;
import checkout.lab.network.control.NetworkProxyProgram;
import checkout.lab.network.control.ProxySettings;
import checkout.lab.network.control.ProxySettings.LinkRoutes;
import checkout.lab.network.proxy.Route;
import checkout.lab.network.proxy.Route.Endpoint;
import checkout.lab.stack.part.DetachedProcess;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.pgbouncer.PgBouncerPart;
import checkout.lab.stack.state.PrivateFile;
import checkout.lab.stack.state.PrivateJsonFile;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The network proxy: a process that carries the connections of the applications to the servers. An application's JVM resolves
 * {@code localhost} to an address of its own, where the proxy listens on the ports of the real servers; whoever has no such
 * hosts file, as every tool of the lab, connects to the servers directly.
 */
public final class NetworkPart implements StackPart {

    public static final String NAME = "network";

    private final StateDirectory state;
    private final StackPorts ports;
    private final StackSecrets secrets;
    private final DetachedProcess process;

    public NetworkPart(StateDirectory state, StackPorts ports, StackSecrets secrets) {
        this.state = state;
        this.ports = ports;
        this.secrets = secrets;
        this.process = new DetachedProcess(state.path(), NAME);
    }

    /** Throws if this machine has no address for each application. */
    public static void requireSupported() {
        String system = System.getProperty("os.name", "");
        if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
            throw new StackException(
                    "--network needs Linux, where every address of 127.0.0.0/8 belongs to this machine (this is %s); leave it out."
                            .formatted(system));
        }
    }

    /** Tells the running proxy which faults to inject. */
    public NetworkControl control() {
        return new NetworkControl(port(), secrets.networkControl());
    }

    /** The options for the JVM of an application; none for one that connects directly. */
    public List<String> clientOptions(String application) {
        return NetworkLink.CLIENTS.contains(application)
                ? List.of("-Djdk.net.hosts.file=" + hosts(application))
                : List.of();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int port() {
        return ports.of(NAME);
    }

    @Override
    public Path log() {
        return state.log(NAME);
    }

    @Override
    public void start() throws IOException {
        NetworkLink.CLIENTS.forEach(client -> PrivateFile.write(hosts(client), hostsFile(client)));
        PrivateJsonFile.write(settings(), new ProxySettings(port(), secrets.networkControl(), links()));
        process.startClass(
                NetworkProxyProgram.class,
                List.of(
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djava.net.preferIPv4Stack=true"),
                List.of(settings().toString()),
                log());
    }

    private Path settings() {
        return state.network().resolve("settings.json");
    }

    private Path hosts(String client) {
        return state.network().resolve(client + ".hosts");
    }

    /** The JVM resolves no other names with such a file; it asks for its machine's own name, too. */
    private static String hostsFile(String client) {
        String machine;
        try {
            machine = "%s %s%n"
                    .formatted(LocalPort.ADDRESS, InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException unnamed) {
            machine = "";
        }
        return "%s %s%n%s".formatted(NetworkLink.address(client), LocalPort.HOST_NAME, machine);
    }

    List<LinkRoutes> links() {
        return NetworkLink.ALL.stream()
                .map(link -> new LinkRoutes(
                        link.name(),
                        serverPorts(link.server())
                                .map(port -> new Route(
                                        new Endpoint(NetworkLink.address(link.client()), port),
                                        new Endpoint(LocalPort.ADDRESS, port)))
                                .toList()))
                .toList();
    }

    /** What stands in front of a server belongs to the way to it. */
    private Stream<Integer> serverPorts(String server) {
        boolean pooled = server.equals(PostgresPart.NAME) && state.usesPgBouncer();
        return pooled ? Stream.of(ports.of(server), ports.of(PgBouncerPart.NAME)) : Stream.of(ports.of(server));
    }

    @Override
    public Optional<ProcessHandle> process() {
        return process.find();
    }

    @Override
    public void stop(Duration timeout, Consumer<String> messages) throws InterruptedException {
        process.stop(timeout, messages);
    }
}
