package checkout.lab.system;

import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Runs the whole system as processes for the tests of this module, in a folder and on ports of its own. It is started again,
 * with its data, when a test needs the services to connect to the database in another way.
 */
final class RunningStack {
    private static @Nullable RunningStack instance;

    private final StateDirectory folder;
    private final StackPorts ports;
    private LocalStack stack;

    private RunningStack() {
        try {
            Path clone = Path.of("../..").toRealPath();
            folder = new StateDirectory(clone, Files.createDirectories(Path.of("target/stack"))).withoutCaches();
            folder.create();
            // a run that was killed may have left processes and files
            LocalStack.toStop(folder).stop(System.out::println);
            folder.wipe();
            ports = StackPorts.findFree(LocalPort::isFree);
            stack = LocalStack.toStart(folder, ports);
        } catch (IOException failed) {
            throw new IllegalStateException("The stack's folder cannot be created", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    /** The stack whose services connect to the database directly. */
    static RunningStack get() {
        return get(false);
    }

    /** The stack whose services connect through PgBouncer, which must be installed. */
    static RunningStack throughPgBouncer() {
        return get(true);
    }

    private static synchronized RunningStack get(boolean pgbouncer) {
        RunningStack running = instance;
        if (running == null) {
            running = new RunningStack();
            instance = running;
        }
        running.connect(pgbouncer);
        return running;
    }

    private void connect(boolean pgbouncer) {
        if (folder.usesPgBouncer() != pgbouncer) {
            stop();
            folder.usePgBouncer(pgbouncer);
            stack = LocalStack.toStart(folder, ports);
        }
        if (!stack.anyRuns()) {
            start();
        }
    }

    StateDirectory folder() {
        return folder;
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

    /** Kills a part and starts it again at once. */
    void killAndRestart(String part) throws IOException {
        ProcessHandle victim = stack.part(part).process().orElseThrow();
        victim.destroyForcibly();
        victim.onExit().join();
        start();
    }

    void stop() {
        try {
            stack.stop(System.out::println);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
