package checkout.lab.network.control;

import checkout.lab.network.control.ProxySettings.LinkRoutes;
import checkout.lab.network.proxy.NetworkProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The process of the proxy. Its argument is the file with its settings, which only its owner may read. */
public final class NetworkProxyProgram {

    private NetworkProxyProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("Name the file with the settings of the proxy.");
            System.exit(1);
        }
        ProxySettings settings =
                ControlJson.MAPPER.readValue(Path.of(arguments[0]).toFile(), ProxySettings.class);
        try {
            serve(settings);
        } catch (IOException e) {
            System.err.println("The network proxy cannot start: " + e.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    /** The control is opened last: whoever reaches it finds all links. */
    private static void serve(ProxySettings settings) throws IOException {
        NetworkProxy proxy = new NetworkProxy();
        for (LinkRoutes link : settings.links()) {
            proxy.open(link.name(), link.routes());
            System.out.println("Carrying the connections of " + link.name());
        }
        ControlServer.start(proxy, settings.controlPort(), settings.secret());
        System.out.println("The control listens on 127.0.0.1:" + settings.controlPort());
    }
}
