package checkout.lab.system;

import checkout.lab.stack.run.Stack;
import checkout.lab.stack.state.Ports;
import checkout.lab.stack.state.StackFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The whole system as processes, once for all tests of this module, in a folder and on ports of its own. */
final class RunningStack {
    private static final List<String> PARTS = List.of(
            "postgres",
            "kafka",
            "kafka-controller",
            "order-service",
            "inventory-service",
            "payment-service",
            "outbox-relay",
            "provider-simulator",
            "saga-orchestrator");
    private static @Nullable RunningStack only;

    private final Stack stack;

    private RunningStack() {
        try {
            Path clone = Path.of("../..").toRealPath();
            StackFolder folder = new StackFolder(clone, Files.createDirectories(Path.of("target/stack")));
            folder.wipe();
            stack = Stack.toStart(folder, freePorts());
        } catch (IOException failed) {
            throw new IllegalStateException("The stack's folder cannot be made", failed);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    static synchronized RunningStack get() {
        RunningStack running = only;
        if (running == null) {
            running = new RunningStack();
            only = running;
            running.start();
        }
        return running;
    }

    Stack stack() {
        return stack;
    }

    void start() {
        try {
            stack.start(
                    stack.missing(),
                    (part, took) ->
                            System.out.printf("%-20s ready in %5.1f s%n", part.name(), took.toMillis() / 1000.0));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    void stop() {
        try {
            stack.stop(System.out::println);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Ports freePorts() {
        return IntStream.iterate(20_000, offset -> offset + 200)
                .limit(50)
                .mapToObj(Ports::new)
                .filter(ports -> PARTS.stream().allMatch(part -> isFree(ports.of(part))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No range of ports is free on this machine"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
