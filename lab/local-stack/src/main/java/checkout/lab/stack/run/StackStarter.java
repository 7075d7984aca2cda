package checkout.lab.stack.run;

import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.PartLog;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackPorts;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Starts the parts that do not run, concurrently, each as soon as the parts it depends on are ready, and waits for all. */
final class StackStarter {

    private static final Duration APPEARANCE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(3);
    private static final long POLL_MILLIS = 50;

    private final List<StackPart> parts;
    private final BiConsumer<StackPart, Duration> onReady;
    private final Consumer<String> messages;
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(StackStarter::daemon);

    /**
     * Starts nothing yet.
     *
     * @param onReady called with each part that has become ready, and the time it took
     * @param messages gets a sentence about everything that is not as it should be
     */
    StackStarter(List<StackPart> parts, BiConsumer<StackPart, Duration> onReady, Consumer<String> messages) {
        this.parts = parts;
        this.onReady = onReady;
        this.messages = messages;
    }

    void run() throws InterruptedException {
        Set<StackPart> running = parts.stream().filter(LocalStack::runs).collect(Collectors.toSet());
        checkPorts(running);
        try {
            Map<String, CompletableFuture<Void>> starting = new LinkedHashMap<>();
            for (StackPart part : parts) {
                // a part that is not in the list is running already
                CompletableFuture<?>[] dependencies = part.dependencies().stream()
                        .filter(starting::containsKey)
                        .map(starting::get)
                        .toArray(CompletableFuture[]::new);
                boolean isRunning = running.contains(part);
                CompletableFuture<Void> prepared = isRunning
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.runAsync(asTask(part::prepare), threads);
                starting.put(
                        part.name(),
                        CompletableFuture.allOf(CompletableFuture.allOf(dependencies), prepared)
                                .thenRunAsync(asTask(() -> startAndAwait(part, isRunning)), threads));
            }
            await(starting.values().toArray(CompletableFuture[]::new));
        } finally {
            cancel();
        }
    }

    /** Interrupts the start and waits until no part is being started. */
    void cancel() throws InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(READY_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("a part is still being started");
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "start");
        thread.setDaemon(true);
        return thread;
    }

    /** Throws the first failure without waiting for the other parts. */
    private void await(CompletableFuture<?>[] starting) {
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(starting), failed).join();
        } catch (CompletionException e) {
            Throwable cause = e;
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof StackException failure) {
                throw failure;
            }
            if (cause instanceof InterruptedException) {
                throw new StackException("The start was interrupted.", e);
            }
            if (cause instanceof IOException) {
                throw new StackException("The stack could not be started (%s).".formatted(cause), e);
            }
            throw new IllegalStateException("the stack could not be started: %s".formatted(cause), cause);
        }
    }

    /** A part that runs already may still be starting, or may never have been set up, if its starter was killed. */
    private void startAndAwait(StackPart part, boolean runsAlready) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        boolean wasReady = runsAlready && part.isReady();
        if (!runsAlready) {
            part.start();
        }
        boolean seen = false;
        while (!part.isReady()) {
            boolean isRunning = part.process().isPresent();
            seen |= isRunning;
            // a process that was never seen may not have appeared yet, or may have ended before the first look
            boolean appeared = seen || System.nanoTime() - startNanos > APPEARANCE_TIMEOUT.toNanos();
            if (appeared && !isRunning) {
                throw new StackException("%s ended during its start. Last lines of its log (%s):%n%s"
                        .formatted(part.name(), part.log(), PartLog.tail(part.log(), 15)));
            }
            if (System.nanoTime() - startNanos > READY_TIMEOUT.toNanos()) {
                throw new StackException("%s was not ready after %d s. Last lines of its log (%s):%n%s"
                        .formatted(part.name(), READY_TIMEOUT.toSeconds(), part.log(), PartLog.tail(part.log(), 15)));
            }
            Thread.sleep(POLL_MILLIS);
        }
        part.afterReady(messages);
        if (!wasReady) {
            onReady.accept(part, Duration.ofNanos(System.nanoTime() - startNanos));
        }
    }

    private void checkPorts(Set<StackPart> running) {
        List<String> taken = parts.stream()
                .filter(part -> !running.contains(part))
                .flatMap(part -> part.ports().stream()
                        .filter(port -> !LocalPort.isFree(port))
                        .map(port -> "%d (%s)".formatted(port, part.name())))
                .toList();
        if (!taken.isEmpty()) {
            throw new StackException("%s %s in use by another program; stop it, or choose other ports with %s=1000."
                    .formatted(
                            (taken.size() == 1 ? "Port " : "Ports ") + String.join(", ", taken),
                            taken.size() == 1 ? "is" : "are",
                            StackPorts.VARIABLE));
        }
    }

    private Runnable asTask(Step step) {
        return () -> {
            try {
                step.run();
            } catch (IOException | RuntimeException e) {
                failed.completeExceptionally(e);
                throw new CompletionException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failed.completeExceptionally(e);
                throw new CompletionException(e);
            }
        };
    }

    /** A step of the start that may fail. */
    private interface Step {
        void run() throws IOException, InterruptedException;
    }
}
