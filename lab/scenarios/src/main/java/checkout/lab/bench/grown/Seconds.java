package checkout.lab.bench.grown;

import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.Part;
import checkout.lab.stack.run.Stack;
import java.util.List;
import java.util.Map;

/** A second instance of each service beside the stack's own, for as long as something is measured. */
public final class Seconds implements AutoCloseable {

    private static final List<String> SERVICES =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator");

    private final Stack stack;
    private final List<Part> parts;
    private final Thread hook = new Thread(this::stop, "send-home");

    private Seconds(Stack stack, List<Part> parts) {
        this.stack = stack;
        this.parts = parts;
    }

    public static Seconds none(Stack stack) {
        return new Seconds(stack, List.of());
    }

    /** Returns when all of them work. */
    public static Seconds start(Stack stack) throws InterruptedException {
        Seconds seconds = new Seconds(
                stack,
                SERVICES.stream()
                        .map(service -> stack.instance(service, service + "-2", LocalPort.any(), Map.of()))
                        .toList());
        Runtime.getRuntime().addShutdownHook(seconds.hook);
        stack.start(seconds.parts, (part, took) -> {});
        return seconds;
    }

    public List<Part> parts() {
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
