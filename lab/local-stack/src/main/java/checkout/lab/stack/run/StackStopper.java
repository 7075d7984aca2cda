package checkout.lab.stack.run;

import checkout.lab.stack.network.NetworkPart;
import checkout.lab.stack.part.DetachedProcess;
import checkout.lab.stack.part.KafkaPart;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.pgbouncer.PgBouncerPart;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Stops the applications concurrently, then the servers, which the applications need until they end. A part that cannot be
 * stopped keeps no other part from being stopped.
 */
final class StackStopper {

    private static final Set<String> SERVERS =
            Set.of(KafkaPart.NAME, PostgresPart.NAME, PgBouncerPart.NAME, NetworkPart.NAME);

    /** A JVM that was recorded writes about a hundred megabytes when it ends. */
    private static final int TIMES_AS_LONG_FOR_A_RECORDING = 3;

    private final List<StackPart> parts;
    private final Duration timeout;
    private final Consumer<String> messages;

    StackStopper(List<StackPart> parts, Duration timeout, Consumer<String> messages) {
        this.parts = parts;
        this.timeout = timeout;
        this.messages = messages;
    }

    void run() throws InterruptedException {
        if (parts.isEmpty()) {
            return;
        }
        if (parts.stream().anyMatch(LocalStack::isTraining)) {
            messages.accept(
                    "The first stop with these libraries takes longer: each part writes its ahead-of-time cache.");
        }
        List<StackException> failures = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            for (boolean servers : List.of(false, true)) {
                failures.addAll(stop(
                        threads,
                        parts.stream()
                                .filter(part -> SERVERS.contains(part.name()) == servers)
                                .toList()));
            }
        } finally {
            threads.shutdownNow();
        }
        throwAll(failures);
    }

    /** Throws one exception that says what failed, if anything did. */
    static void throwAll(List<StackException> failures) {
        if (!failures.isEmpty()) {
            throw new StackException(
                    failures.stream()
                            .map(StackException::getMessage)
                            .collect(Collectors.joining(System.lineSeparator())),
                    failures.getFirst());
        }
    }

    /**
     * Ends the instances beside the stack's own whose starter was killed. They would join the next stack's consumer groups.
     *
     * @return the failures
     */
    static List<StackException> stopAddedInstances(StateDirectory state, Duration timeout, Consumer<String> messages)
            throws InterruptedException {
        List<StackException> failures = new ArrayList<>();
        for (String application : ApplicationEnvironment.APPLICATIONS.keySet()) {
            for (DetachedProcess added : DetachedProcess.instances(state.path(), application)) {
                try {
                    added.stop(timeout, messages);
                    messages.accept("%s is stopped, too".formatted(added.name()));
                } catch (StackException failure) {
                    failures.add(failure);
                }
            }
        }
        return failures;
    }

    /** Returns the failures. */
    private List<StackException> stop(ExecutorService threads, List<StackPart> parts) throws InterruptedException {
        List<Future<Void>> stopping = threads.invokeAll(parts.stream()
                .map(part -> (Callable<Void>) () -> {
                    stop(part);
                    return null;
                })
                .toList());
        List<StackException> failures = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            try {
                stopping.get(i).get();
            } catch (ExecutionException e) {
                failures.add(
                        e.getCause() instanceof StackException failure
                                ? failure
                                : new StackException(
                                        "%s cannot be stopped (%s)."
                                                .formatted(parts.get(i).name(), e.getCause()),
                                        e));
            }
        }
        return failures;
    }

    private void stop(StackPart part) throws InterruptedException {
        try {
            if (part.process().isPresent()) {
                long startNanos = System.nanoTime();
                part.stop(
                        LocalStack.isTraining(part) ? timeout.multipliedBy(TIMES_AS_LONG_FOR_A_RECORDING) : timeout,
                        messages);
                messages.accept(
                        "%-19s stopped in %4.1f s".formatted(part.name(), (System.nanoTime() - startNanos) / 1e9));
            }
        } catch (IOException e) {
            throw new StackException("%s cannot be stopped (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }
}
