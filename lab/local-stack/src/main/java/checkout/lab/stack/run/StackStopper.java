package checkout.lab.stack.run;

import checkout.lab.stack.network.NetworkPart;
import checkout.lab.stack.part.KafkaPart;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.pgbouncer.PgBouncerPart;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Stops the applications concurrently, then the servers, which the applications need until they end. */
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
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            stop(
                    threads,
                    parts.stream()
                            .filter(part -> !SERVERS.contains(part.name()))
                            .toList());
            stop(
                    threads,
                    parts.stream().filter(part -> SERVERS.contains(part.name())).toList());
        } finally {
            threads.shutdownNow();
        }
    }

    private void stop(ExecutorService threads, List<StackPart> parts) throws InterruptedException {
        List<Future<Void>> stopping = threads.invokeAll(parts.stream()
                .map(part -> (Callable<Void>) () -> {
                    stop(part);
                    return null;
                })
                .toList());
        for (Future<Void> stopped : stopping) {
            try {
                stopped.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof StackException failure) {
                    throw failure;
                }
                throw new IllegalStateException("the stack could not be stopped", e.getCause());
            }
        }
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
