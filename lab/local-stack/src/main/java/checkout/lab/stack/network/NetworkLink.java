package checkout.lab.stack.network;

import checkout.lab.stack.part.KafkaPart;
import checkout.lab.stack.part.PostgresPart;
import java.util.List;
import java.util.stream.Stream;

/**
 * The connections of an application to one server.
 *
 * @param client the application that connects
 * @param server the part that it connects to
 */
public record NetworkLink(String client, String server) {

    /** Who connects through the proxy. */
    static final List<String> CLIENTS =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator", "outbox-relay");

    /** Every link of a stack. */
    public static final List<NetworkLink> ALL = Stream.of(
                    CLIENTS.stream().map(client -> new NetworkLink(client, PostgresPart.NAME)),
                    CLIENTS.stream().map(client -> new NetworkLink(client, KafkaPart.NAME)),
                    Stream.of(
                            new NetworkLink("payment-service", "provider-simulator"),
                            new NetworkLink("order-service", "inventory-service")))
            .flatMap(links -> links)
            .toList();

    /** "order-service/kafka". */
    public String name() {
        return client + "/" + server;
    }

    /**
     * The address at which an application finds all servers. Each has one of its own, which tells the proxy whose connection
     * it is. Linux answers to all of 127.0.0.0/8 without being told.
     */
    static String address(String client) {
        int index = CLIENTS.indexOf(client);
        if (index < 0) {
            throw new IllegalArgumentException(client + " does not connect through the proxy; these do: " + CLIENTS);
        }
        return "127.0.1." + (index + 1);
    }
}
