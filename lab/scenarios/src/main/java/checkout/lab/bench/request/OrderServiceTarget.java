package checkout.lab.bench.request;

import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import java.util.List;

/** The ports of the instances of the order service, and the storefront key that they accept. */
public record OrderServiceTarget(List<Integer> ports, String storefrontKey) {

    /** All instances of the order service among these parts, called by the stack's storefront. */
    public static OrderServiceTarget of(List<StackPart> parts, LocalStack stack) {
        return new OrderServiceTarget(
                parts.stream()
                        .filter(part -> part.name().startsWith("order-service"))
                        .map(StackPart::port)
                        .toList(),
                stack.credentials().storefront().key());
    }

    /** Returns the port for a customer; customers are spread evenly. */
    public int port(int customer) {
        return ports.get(customer % ports.size());
    }
}
