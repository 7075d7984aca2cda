package checkout.lab.stack.part;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Replaces an application: answers the readiness probe, and fails or hangs depending on its mode. */
final class SmallServer {

    private SmallServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println("mode " + System.getenv("MODE"));
        if ("fails".equals(System.getenv("MODE"))) {
            System.out.println("cannot start: no tea");
            System.exit(3);
        }
        if ("stubborn".equals(System.getenv("MODE"))) {
            Runtime.getRuntime().addShutdownHook(new Thread(SmallServer::hang));
        }
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("port")), 0);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private static void hang() {
        synchronized (SmallServer.class) {
            while (true) {
                try {
                    SmallServer.class.wait();
                } catch (InterruptedException e) {
                    System.out.println("ignoring the interrupt");
                }
            }
        }
    }
}
