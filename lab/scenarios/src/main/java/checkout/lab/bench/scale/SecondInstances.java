package checkout.lab.bench.scale;

import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import java.util.List;
import java.util.Map;

/** A second instance of each service beside the stack's own, for as long as something is measured. */
public final class SecondInstances implements AutoCloseable {

    private static final List<String> SERVICES =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator");

    private final LocalStack stack;
    private final List<StackPart> parts;
    private final Thread hook = new Thread(this::stop, "send-home");

    private SecondInstances(LocalStack stack, List<StackPart> parts) {
        this.stack = stack;
        this.parts = parts;
    }

    public static SecondInstances none(LocalStack stack) {
        return new SecondInstances(stack, List.of());
    }

    /** Returns when all of them work. */
    public static SecondInstances start(LocalStack stack) throws InterruptedException {
        SecondInstances seconds = new SecondInstances(
                stack,
                SERVICES.stream()
                        .map(service -> stack.instance(service, service + "-2", LocalPort.findFree(), Map.of()))
                        .toList());
        Runtime.getRuntime().addShutdownHook(seconds.hook);
        stack.start(seconds.parts, (part, took) -> {});
        return seconds;
    }

    public List<StackPart> parts() {
        return parts;
    }

    @Override
    public void close() {
        if (!parts.isEmpty()) {
            stop();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void stop() {
        try {
            stack.stop(parts, sentence -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
