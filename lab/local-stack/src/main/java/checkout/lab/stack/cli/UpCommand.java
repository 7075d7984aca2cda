package checkout.lab.stack.cli;

import checkout.lab.stack.network.NetworkPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.pgbouncer.PgBouncerProgram;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackLock;
import checkout.lab.stack.state.StateDirectory;
import checkout.lab.stack.supervise.SupervisorProcess;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the stack and watches it, unless {@code --detach} is given. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the stack and waits until it is ready.",
            "Stays attached until Ctrl-C, which stops the stack, unless --detach is given."
        })
final class UpCommand implements LauncherSubcommand {

    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(5);

    @Option(names = "--detach", description = "Return as soon as the stack is ready; ./checkout down stops it.")
    private boolean detach;

    @Option(names = "--wipe", description = "Delete all local data and credentials first.")
    private boolean wipe;

    @Option(
            names = "--secure",
            description = {
                "TLS, users and access rights at PostgreSQL and Kafka.",
                "Decided at the first start; with data of the other kind it needs --wipe."
            })
    private boolean secure;

    @Option(
            names = "--pgbouncer",
            description = {
                "The services connect to PostgreSQL through PgBouncer, in transaction mode.",
                "Decided whenever the stack starts; Debian: apt-get install pgbouncer."
            })
    private boolean pgbouncer;

    @Option(
            names = "--network",
            description = {
                "The applications connect to PostgreSQL, Kafka and the card provider, and order-service to inventory-service,",
                "through a proxy that can break connections, for scenarios with network faults.",
                "Decided whenever the stack starts; Linux only."
            })
    private boolean network;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        StateDirectory state = LauncherEnvironment.stateDirectory();
        state.create();
        Optional<Attached> attached = locked(state, out, () -> bringUp(state, out));
        if (attached.isPresent()) {
            new StackMonitor(state, attached.get().stack(), out).untilStopped();
            // whoever stops it does the work, and may start it again at once
            attached.get().stopOnExit().cancel();
        }
        return 0;
    }

    /** Runs the work while no other command starts or stops this clone's stack. */
    static <T> T locked(StateDirectory state, PrintWriter out, StackLock.Work<T> work) throws InterruptedException {
        return new StackLock(state, LOCK_TIMEOUT)
                .runExclusively(() -> out.println("Waiting for another ./checkout up or down in this clone ..."), work);
    }

    /** A stack that Ctrl-C stops. */
    private record Attached(LocalStack stack, StopOnExit stopOnExit) {}

    /** Returns the stack to watch, or empty if it was running already or is to be left alone. */
    private Optional<Attached> bringUp(StateDirectory state, PrintWriter out) throws InterruptedException {
        DownCommand.stopTrainingRun(state, out);
        if (wipe) {
            LocalStack.toStop(state).stop(out::println);
            state.wipe();
            state.create();
        }
        if (secure) {
            state.secure();
        }
        decideHowPartsConnect(state);
        LocalStack stack = LocalStack.toStart(state, LauncherEnvironment.ports());
        if (stack.anyRuns() && stack.isReady()) {
            stack.parts().forEach(stack::superviseAgain);
            out.println("The stack is already up.");
            new ReadyMessage(stack).print(out);
            List<String> earlier = stack.partsOfEarlierBuild();
            EarlierBuild.report(earlier, out);
            supervise(state, !earlier.isEmpty());
            return Optional.empty();
        }
        StopOnExit stopOnExit = new StopOnExit(stack, stack.missing(), out);
        stopOnExit.register();
        try {
            start(stack, out);
        } catch (StackException failure) {
            // before others get the lock
            stopOnExit.runNow();
            throw failure;
        }
        stack.parts().forEach(stack::superviseAgain);
        new SupervisorProcess(state).start(Launcher.class, SuperviseCommand.NAME);
        if (detach) {
            stopOnExit.cancel();
            return Optional.empty();
        }
        stopOnExit.stopAll();
        return Optional.of(new Attached(stack, stopOnExit));
    }

    /** A stack of which a part runs goes on as it was started. */
    private void decideHowPartsConnect(StateDirectory state) {
        if (pgbouncer) {
            PgBouncerProgram.find();
        }
        if (network) {
            NetworkPart.requireSupported();
        }
        if (!LocalStack.toStop(state).anyRuns()) {
            state.usePgBouncer(pgbouncer);
            state.useNetwork(network);
            return;
        }
        requireStartedWith("--pgbouncer", pgbouncer, state.usesPgBouncer());
        requireStartedWith("--network", network, state.usesNetwork());
    }

    private static void requireStartedWith(String option, boolean wanted, boolean used) {
        if (wanted && !used) {
            throw new StackException(
                    "The stack is running without %1$s; stop it with ./checkout down, then start it with ./checkout up %1$s."
                            .formatted(option));
        }
    }

    /** @param anew whether to replace the supervisor, because a build has replaced its program */
    private static void supervise(StateDirectory state, boolean anew) throws InterruptedException {
        SupervisorProcess supervisor = new SupervisorProcess(state);
        if (anew || !supervisor.isRunning()) {
            supervisor.start(Launcher.class, SuperviseCommand.NAME);
        }
    }

    private static void start(LocalStack stack, PrintWriter out) throws InterruptedException {
        List<String> missing = stack.missing().stream().map(StackPart::name).toList();
        out.println(
                missing.isEmpty()
                        ? "All parts run; waiting until they are ready ..."
                        : "Starting " + String.join(", ", missing) + " ...");
        out.flush();
        List<String> messages = new CopyOnWriteArrayList<>();
        stack.start(
                stack.parts(),
                (part, duration) -> {
                    out.printf(
                            "  %-19s ready in %5.1f s   127.0.0.1:%d%n",
                            part.name(), duration.toMillis() / 1000.0, part.port());
                    out.flush();
                },
                messages::add);
        messages.forEach(message -> out.println("  " + message));
        long millis = System.currentTimeMillis() - LauncherEnvironment.commandStartedMillis();
        out.printf("The stack is ready after %.1f s.%n%n", millis / 1000.0);
        new ReadyMessage(stack).print(out);
        EarlierBuild.report(stack.partsOfEarlierBuild(), out);
    }
}
