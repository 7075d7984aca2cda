package checkout.lab.scenario.context;

import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that play in a run: the stack's own and those that join it. Afterwards all is as it was. */
public final class ScenarioProcesses {

    private static final String SECOND = "-2";
    private static final List<String> HAVE_SECONDS =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator", "outbox-relay");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration FAREWELL = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 20;

    private final LocalStack stack;
    private final EventLog eventLog;
    private final Map<String, StackPart> guests = new ConcurrentHashMap<>();
    private final Map<Long, String> frozen = new ConcurrentHashMap<>();

    public ScenarioProcesses(LocalStack stack, EventLog eventLog) {
        this.stack = stack;
        this.eventLog = eventLog;
    }

    /** The one of this name: a guest, or the stack's own. */
    public StackPart part(String name) {
        StackPart guest = guests.get(name);
        return guest == null ? stack.part(name) : guest;
    }

    /** Starts a second instance beside the stack's and waits until it is ready. */
    public StackPart startSecond(String application, Map<String, String> environment) throws InterruptedException {
        StackPart second = second(application, environment);
        guests.put(second.name(), second);
        start(second);
        return second;
    }

    /** Replaces the stack's instance by one with this environment. */
    public StackPart replace(String application, Map<String, String> environment) throws InterruptedException {
        stop(stack.part(application));
        StackPart other =
                stack.instance(application, application, stack.part(application).port(), environment);
        guests.put(application, other);
        start(other);
        return other;
    }

    private StackPart second(String application, Map<String, String> environment) {
        return stack.instance(application, application + SECOND, LocalPort.findFree(), environment);
    }

    /** Starts a part and waits until it is ready. */
    public void start(StackPart part) throws InterruptedException {
        launch(part);
        awaitReady(part);
    }

    /** Starts a part that may be killed before it is ready. */
    public void launch(StackPart part) throws InterruptedException {
        try {
            part.prepare();
            part.start();
        } catch (IOException e) {
            throw new StackException("%s cannot be started (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    public void awaitReady(StackPart part) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!part.isReady()) {
            if (System.nanoTime() > deadline) {
                throw new StackException("%s was not ready after %d s; its log: %s"
                        .formatted(part.name(), PATIENCE.toSeconds(), part.log()));
            }
            Thread.sleep(POLL_MILLIS);
        }
        try {
            part.afterReady();
        } catch (IOException e) {
            throw new StackException("%s cannot be set up (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    /** Starts what has ended by itself, as a supervisor would: a relay ends when its database goes, and says so. */
    public void revive() throws InterruptedException {
        for (StackPart part : stack.missing()) {
            eventLog.tell("%s has ended by itself and is started again".formatted(part.name()));
            eventLog.count("ended by itself: " + part.name(), 1);
            start(part);
        }
    }

    /** Kills the process as a power cut would, and waits until it is gone; one that has ended by itself is no kill. */
    public void kill(StackPart part) throws InterruptedException {
        Optional<ProcessHandle> process = process(part);
        if (process.isEmpty()) {
            eventLog.count("ended by itself: " + part.name(), 1);
            return;
        }
        process.get().destroyForcibly();
        while (process(part).isPresent()) {
            Thread.sleep(POLL_MILLIS);
        }
        eventLog.count("kill -9 of " + part.name(), 1);
    }

    public void stop(StackPart part) throws InterruptedException {
        try {
            part.stop(FAREWELL, eventLog::tell);
        } catch (IOException e) {
            throw new StackException("%s cannot be stopped (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    /** Holds the process still, its connections open, until it is thawed. */
    public void freeze(StackPart part) throws InterruptedException {
        long pid = process(part)
                .orElseThrow(() -> new StackException(part.name() + " does not run."))
                .pid();
        frozen.put(pid, part.name());
        PosixSignals.send("STOP", pid);
        eventLog.count("SIGSTOP of " + part.name(), 1);
    }

    public void thaw(StackPart part) throws InterruptedException {
        for (Map.Entry<Long, String> each : Map.copyOf(frozen).entrySet()) {
            if (each.getValue().equals(part.name())) {
                PosixSignals.send("CONT", each.getKey());
                frozen.remove(each.getKey());
            }
        }
    }

    public boolean runs(StackPart part) {
        return process(part).isPresent();
    }

    /** Ends instances that an earlier run, itself killed, has left behind. */
    public void sendHomeThoseLeftBehind() throws InterruptedException {
        for (String application : HAVE_SECONDS) {
            StackPart second = second(application, Map.of());
            if (runs(second)) {
                eventLog.tell("%s was left by an earlier run and is ended".formatted(second.name()));
                kill(second);
            }
        }
    }

    /** All parts of the stack run as they were set up, nothing else does, nothing is held still. */
    public void restore() throws InterruptedException {
        for (long pid : Map.copyOf(frozen).keySet()) {
            PosixSignals.send("CONT", pid);
            frozen.remove(pid);
        }
        for (StackPart guest : new LinkedHashMap<>(guests).values()) {
            stop(guest);
            guests.remove(guest.name());
        }
        List<StackPart> missing = stack.missing();
        if (!missing.isEmpty()) {
            eventLog.tell("starting again: "
                    + String.join(", ", missing.stream().map(StackPart::name).toList()));
            stack.start(missing, (part, took) -> {});
        }
        for (StackPart part : stack.parts()) {
            awaitReady(part);
        }
    }

    private static Optional<ProcessHandle> process(StackPart part) {
        try {
            return part.process();
        } catch (IOException e) {
            throw new StackException("%s cannot be looked at (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }
}
