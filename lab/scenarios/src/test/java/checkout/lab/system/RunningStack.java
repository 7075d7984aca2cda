package checkout.lab.system;

import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Runs the whole system as processes, once for all tests of this module, in a folder and on ports of its own. */
final class RunningStack {
    private static @Nullable RunningStack instance;

    private final LocalStack stack;

    private RunningStack() {
        try {
            Path clone = Path.of("../..").toRealPath();
            StateDirectory folder = new StateDirectory(clone, Files.createDirectories(Path.of("target/stack")));
            folder.create();
            // a run that was killed may have left processes and files
            LocalStack.toStop(folder).stop(System.out::println);
            folder.wipe();
            stack = LocalStack.toStart(folder, StackPorts.findFree(LocalPort::isFree));
        } catch (IOException failed) {
            throw new IllegalStateException("The stack's folder cannot be created", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    static synchronized RunningStack get() {
        RunningStack running = instance;
        if (running == null) {
            running = new RunningStack();
            instance = running;
            running.start();
        }
        return running;
    }

    LocalStack stack() {
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
}
