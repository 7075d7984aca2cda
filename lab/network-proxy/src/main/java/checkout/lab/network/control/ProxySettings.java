package checkout.lab.network.control;

import checkout.lab.network.proxy.Route;
import java.util.List;

/**
 * What the process of the proxy reads at its start.
 *
 * @param controlPort where it is told about faults, on 127.0.0.1
 * @param secret what everybody must know who tells it
 */
public record ProxySettings(int controlPort, String secret, List<LinkRoutes> links) {

    /** The routes of one link. */
    public record LinkRoutes(String name, List<Route> routes) {}

    @Override
    public String toString() {
        return "ProxySettings[" + links + "]";
    }
}
