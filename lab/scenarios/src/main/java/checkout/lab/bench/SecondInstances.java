package checkout.lab.bench;

import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import java.util.List;
import java.util.Map;

/** A second instance of each service beside the stack's own, for the duration of a benchmark. */
final class SecondInstances implements AutoCloseable {

    private static final List<String> SERVICES =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator");

    private final LocalStack stack;
    private final List<StackPart> parts;
    private final Thread hook = new Thread(this::stop, "stop-second-instances");

    private SecondInstances(LocalStack stack, List<StackPart> parts) {
        this.stack = stack;
        this.parts = parts;
    }

    static SecondInstances none(LocalStack stack) {
        return new SecondInstances(stack, List.of());
    }

    /** Returns when all of them are ready. */
    static SecondInstances start(LocalStack stack) throws InterruptedException {
        SecondInstances second = new SecondInstances(
                stack,
                SERVICES.stream()
                        .map(service -> stack.instance(service, service + "-2", LocalPort.findFree(), Map.of()))
                        .toList());
        Runtime.getRuntime().addShutdownHook(second.hook);
        stack.start(second.parts, (part, took) -> {});
        return second;
    }

    List<StackPart> parts() {
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
