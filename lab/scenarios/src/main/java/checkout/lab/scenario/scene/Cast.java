package checkout.lab.scenario.scene;

import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.Part;
import checkout.lab.stack.run.Stack;
import checkout.lab.stack.state.StackProblem;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that play in a run: the stack's own and those that join it. Afterwards all is as it was. */
public final class Cast {

    private static final String SECOND = "-2";
    private static final List<String> HAVE_SECONDS =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator", "outbox-relay");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration FAREWELL = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 20;

    private final Stack stack;
    private final Chronicle chronicle;
    private final Map<String, Part> guests = new ConcurrentHashMap<>();
    private final Map<Long, String> frozen = new ConcurrentHashMap<>();

    public Cast(Stack stack, Chronicle chronicle) {
        this.stack = stack;
        this.chronicle = chronicle;
    }

    /** The one of this name: a guest, or the stack's own. */
    public Part part(String name) {
        Part guest = guests.get(name);
        return guest == null ? stack.part(name) : guest;
    }

    /** Starts a second instance beside the stack's and waits until it is ready. */
    public Part startSecond(String application, Map<String, String> environment) throws InterruptedException {
        Part second = second(application, environment);
        guests.put(second.name(), second);
        start(second);
        return second;
    }

    /** Replaces the stack's instance by one with this environment. */
    public Part replace(String application, Map<String, String> environment) throws InterruptedException {
        stop(stack.part(application));
        Part other =
                stack.instance(application, application, stack.part(application).port(), environment);
        guests.put(application, other);
        start(other);
        return other;
    }

    private Part second(String application, Map<String, String> environment) {
        return stack.instance(application, application + SECOND, LocalPort.any(), environment);
    }

    /** Starts a part and waits until it is ready. */
    public void start(Part part) throws InterruptedException {
        launch(part);
        awaitReady(part);
    }

    /** Starts a part that may be killed before it is ready. */
    public void launch(Part part) throws InterruptedException {
        try {
            part.prepare();
            part.start();
        } catch (IOException e) {
            throw new StackProblem("%s cannot be started (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    public void awaitReady(Part part) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!part.isReady()) {
            if (System.nanoTime() > deadline) {
                throw new StackProblem("%s was not ready after %d s; its log: %s"
                        .formatted(part.name(), PATIENCE.toSeconds(), part.log()));
            }
            Thread.sleep(POLL_MILLIS);
        }
        try {
            part.afterReady();
        } catch (IOException e) {
            throw new StackProblem("%s cannot be set up (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    /** Starts what has ended by itself, as a supervisor would: a relay ends when its database goes, and says so. */
    public void revive() throws InterruptedException {
        for (Part part : stack.missing()) {
            chronicle.tell("%s has ended by itself and is started again".formatted(part.name()));
            chronicle.count("ended by itself: " + part.name(), 1);
            start(part);
        }
    }

    /** Kills the process as a power cut would, and waits until it is gone; one that has ended by itself is no kill. */
    public void kill(Part part) throws InterruptedException {
        Optional<ProcessHandle> process = process(part);
        if (process.isEmpty()) {
            chronicle.count("ended by itself: " + part.name(), 1);
            return;
        }
        process.get().destroyForcibly();
        while (process(part).isPresent()) {
            Thread.sleep(POLL_MILLIS);
        }
        chronicle.count("kill -9 of " + part.name(), 1);
    }

    public void stop(Part part) throws InterruptedException {
        try {
            part.stop(FAREWELL, chronicle::tell);
        } catch (IOException e) {
            throw new StackProblem("%s cannot be stopped (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    /** Holds the process still, its connections open, until it is thawed. */
    public void freeze(Part part) throws InterruptedException {
        long pid = process(part)
                .orElseThrow(() -> new StackProblem(part.name() + " does not run."))
                .pid();
        frozen.put(pid, part.name());
        Signals.send("STOP", pid);
        chronicle.count("SIGSTOP of " + part.name(), 1);
    }

    public void thaw(Part part) throws InterruptedException {
        for (Map.Entry<Long, String> each : Map.copyOf(frozen).entrySet()) {
            if (each.getValue().equals(part.name())) {
                Signals.send("CONT", each.getKey());
                frozen.remove(each.getKey());
            }
        }
    }

    public boolean runs(Part part) {
        return process(part).isPresent();
    }

    /** Ends instances that an earlier run, itself killed, has left behind. */
    public void sendHomeThoseLeftBehind() throws InterruptedException {
        for (String application : HAVE_SECONDS) {
            Part second = second(application, Map.of());
            if (runs(second)) {
                chronicle.tell("%s was left by an earlier run and is ended".formatted(second.name()));
                kill(second);
            }
        }
    }

    /** All parts of the stack run as they were set up, nothing else does, nothing is held still. */
    public void restore() throws InterruptedException {
        for (long pid : Map.copyOf(frozen).keySet()) {
            Signals.send("CONT", pid);
            frozen.remove(pid);
        }
        for (Part guest : new LinkedHashMap<>(guests).values()) {
            stop(guest);
            guests.remove(guest.name());
        }
        List<Part> missing = stack.missing();
        if (!missing.isEmpty()) {
            chronicle.tell("starting again: "
                    + String.join(", ", missing.stream().map(Part::name).toList()));
            stack.start(missing, (part, took) -> {});
        }
        for (Part part : stack.parts()) {
            awaitReady(part);
        }
    }

    private static Optional<ProcessHandle> process(Part part) {
        try {
            return part.process();
        } catch (IOException e) {
            throw new StackProblem("%s cannot be looked at (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }
}
