package checkout.lab.bench.request;

import java.util.List;

/** The ports of the instances of the order service, and the storefront key that they accept. */
public record OrderServiceTarget(List<Integer> ports, String storefrontKey) {

    /** Returns the port for a customer; customers are spread evenly. */
    public int port(int customer) {
        return ports.get(customer % ports.size());
    }
}
