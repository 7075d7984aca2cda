package checkout.lab.scenario.context;

import checkout.lab.process.PosixSignals;
import checkout.lab.stack.network.NetworkPart;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Starts, kills, pauses and replaces processes in a run, and restores the stack afterwards. */
public final class ScenarioProcesses {

    /** What the name of a second instance ends with. */
    public static final String SECOND = "-2";

    private static final List<String> APPLICATIONS =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator", "outbox-relay");
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Polling READY_POLLING = new Polling(Duration.ofMinutes(2), POLL_INTERVAL);

    private final LocalStack stack;
    private final ScenarioEventLog eventLog;
    private final Map<String, StackPart> additional = new ConcurrentHashMap<>();
    private final Map<Long, String> paused = new ConcurrentHashMap<>();
    private final FaultTimes faultTimes;
    private final PartLocks locks = new PartLocks();

    public ScenarioProcesses(LocalStack stack, RunRecords records) {
        this.stack = stack;
        this.eventLog = records.eventLog();
        this.faultTimes = records.faultTimes();
    }

    /** Held by faults that start, stop or kill a part while other faults may do the same. */
    public PartLocks locks() {
        return locks;
    }

    /** The stack's own parts, and the instances that the run has added. */
    public List<StackPart> all() {
        Map<String, StackPart> all = new LinkedHashMap<>();
        stack.parts().forEach(part -> all.put(part.name(), part));
        all.putAll(additional);
        return List.copyOf(all.values());
    }

    /** Returns the part of this name: one that the run added, or the stack's own. */
    public StackPart part(String name) {
        StackPart added = additional.get(name);
        return added == null ? stack.part(name) : added;
    }

    /** Starts a second instance beside the stack's own and waits until it is ready. */
    public StackPart startSecond(String application, Map<String, String> environment) throws InterruptedException {
        StackPart second = second(stack, application, environment);
        additional.put(second.name(), second);
        start(second);
        return second;
    }

    /** Replaces the stack's own instance by one with this environment. */
    public void replace(String application, Map<String, String> environment) throws InterruptedException {
        StackPart own = stack.part(application);
        stop(own);
        StackPart replacement = stack.instance(application, application, own.port(), environment);
        additional.put(application, replacement);
        start(replacement);
    }

    /** The instances that a run may have started beside those of the stack, whether they run or not. */
    public static List<StackPart> secondInstances(LocalStack stack) {
        return APPLICATIONS.stream()
                .map(application -> second(stack, application, Map.of()))
                .toList();
    }

    private static StackPart second(LocalStack stack, String application, Map<String, String> environment) {
        return stack.instance(application, application + SECOND, LocalPort.findFree(), environment);
    }

    /** Stops an instance that was started beside the stack's own. */
    public void stopSecond(StackPart second) throws InterruptedException {
        stop(second);
        additional.remove(second.name());
    }

    /** Starts the part if it has exited, as a supervisor would. */
    public void startIfMissing(String name) throws InterruptedException {
        restartIfExited(part(name));
    }

    /** Starts a part and waits until it is ready. */
    public void start(StackPart part) throws InterruptedException {
        launch(part);
        awaitReady(part);
    }

    /** Starts a part that may be killed before it is ready. */
    public void launch(StackPart part) throws InterruptedException {
        stack.superviseAgain(part);
        try {
            part.prepare();
            part.start();
        } catch (IOException e) {
            throw new StackException("%s cannot be started (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    /** Waits until a part is ready. One that ends during its start is started again, as a supervisor would. */
    public void awaitReady(StackPart part) throws InterruptedException {
        AtomicBoolean seen = new AtomicBoolean();
        if (!READY_POLLING.until(ready -> ready, () -> isReady(part, seen))) {
            throw new StackException("%s was not ready after %d s; its log: %s"
                    .formatted(part.name(), READY_POLLING.timeout().toSeconds(), part.log()));
        }
        try {
            part.afterReady(eventLog::log);
        } catch (IOException e) {
            throw new StackException("%s cannot be set up (%s).".formatted(part.name(), e.getMessage()), e);
        }
        faultTimes.ended(part.name());
    }

    private boolean isReady(StackPart part, AtomicBoolean seen) throws InterruptedException {
        if (isRunning(part)) {
            seen.set(true);
        } else if (seen.getAndSet(false)) {
            eventLog.log("%s has ended during its start and is started again".formatted(part.name()));
            countExit(part);
            launch(part);
        }
        return part.isReady();
    }

    /** Restarts the parts that have exited, as a supervisor would: the relay exits when its database goes away. */
    public void restartExited() throws InterruptedException {
        for (StackPart part : stack.missing()) {
            locks.ifFree(part.name(), () -> restartIfExited(part));
        }
    }

    private void restartIfExited(StackPart part) throws InterruptedException {
        if (!isRunning(part)) {
            eventLog.log("%s has exited and is restarted".formatted(part.name()));
            countExit(part);
            start(part);
        }
    }

    private void countExit(StackPart part) {
        eventLog.count("ended by itself: " + part.name());
    }

    /**
     * Sends SIGKILL and waits until the process is gone.
     *
     * @return whether it was running; a process that has already exited does not count as killed
     */
    public boolean kill(StackPart part) throws InterruptedException {
        Optional<ProcessHandle> process = process(part);
        if (process.isEmpty()) {
            countExit(part);
            return false;
        }
        faultTimes.began(part.name(), part.name() + " is killed");
        process.get().destroyForcibly();
        while (isRunning(part)) {
            Thread.sleep(POLL_INTERVAL);
        }
        eventLog.count("kill -9 of " + part.name());
        return true;
    }

    public void stop(StackPart part) throws InterruptedException {
        try {
            part.stop(STOP_TIMEOUT, eventLog::log);
        } catch (IOException e) {
            throw new StackException("%s cannot be stopped (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    /**
     * Stops the process with SIGSTOP, its connections open, until it is resumed.
     *
     * @return whether it stands still
     */
    public boolean pause(StackPart part) {
        long pid = process(part)
                .orElseThrow(() -> new StackException(part.name() + " does not run."))
                .pid();
        paused.put(pid, part.name());
        faultTimes.began(part.name(), part.name() + " does not answer");
        PosixSignals.send("STOP", List.of(pid));
        eventLog.count("SIGSTOP of " + part.name());
        return PosixSignals.awaitStopped(pid);
    }

    /** Stops the process and its children, as it takes to silence a database server; returns whether it stands still. */
    public boolean pauseWithChildren(StackPart part) {
        ProcessHandle process = process(part).orElseThrow(() -> new StackException(part.name() + " does not run."));
        // the parent first, so that it starts no more children
        boolean stopped = pause(part);
        List<Long> children = process.descendants().map(ProcessHandle::pid).toList();
        children.forEach(pid -> paused.put(pid, part.name()));
        if (!children.isEmpty()) {
            PosixSignals.send("STOP", children);
        }
        return stopped;
    }

    public void resume(StackPart part) {
        resume(part.name()::equals);
        faultTimes.ended(part.name());
    }

    private void resume(Predicate<String> name) {
        Map.copyOf(paused).forEach((pid, part) -> {
            if (name.test(part)) {
                PosixSignals.send("CONT", List.of(pid));
                paused.remove(pid);
            }
        });
    }

    public boolean isRunning(StackPart part) {
        return process(part).isPresent();
    }

    /** Records that a fault has ended the process of a part in another way than by a kill. */
    public void endedBy(StackPart part, String how) {
        faultTimes.began(part.name(), part.name() + " has ended");
        eventLog.count(how);
    }

    /** Ends what an earlier run, itself killed, has left behind: faults of the network, and instances that it added. */
    public void stopLeftovers() throws InterruptedException {
        healNetwork();
        for (StackPart second : secondInstances(stack)) {
            if (isRunning(second)) {
                eventLog.log("%s was left by an earlier run and is stopped".formatted(second.name()));
                kill(second);
            }
        }
    }

    /** Makes all parts of the stack run as configured, stops added instances, resumes what is paused and heals the network. */
    public void restore() throws InterruptedException {
        resume(part -> true);
        healNetwork();
        for (StackPart added : List.copyOf(additional.values())) {
            stop(added);
            additional.remove(added.name());
        }
        List<StackPart> missing = stack.missing();
        if (!missing.isEmpty()) {
            eventLog.log("restarting "
                    + String.join(", ", missing.stream().map(StackPart::name).toList()));
            stack.start(missing, (part, took) -> {});
        }
        for (StackPart part : stack.parts()) {
            awaitReady(part);
        }
    }

    /** A proxy that does not run has no faults. */
    private void healNetwork() throws InterruptedException {
        Optional<NetworkPart> network = stack.network();
        if (network.isEmpty() || !isRunning(network.get())) {
            return;
        }
        try {
            network.get().control().endAll();
        } catch (IOException e) {
            throw new StackException("The faults of the network cannot be ended (%s).".formatted(e.getMessage()), e);
        }
    }

    private static Optional<ProcessHandle> process(StackPart part) {
        try {
            return part.process();
        } catch (IOException e) {
            throw new StackException(
                    "The process of %s cannot be found (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }
}
