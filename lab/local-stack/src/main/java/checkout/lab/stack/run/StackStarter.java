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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Starts parts side by side, each as soon as those it comes after are ready. */
final class StackStarter {

    private static final Duration APPEARANCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long POLL_MILLIS = 50;

    private final List<StackPart> parts;
    private final BiConsumer<StackPart, Duration> ready;
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(StackStarter::daemon);

    /** Tells about every part that has become ready, and how long that took. */
    StackStarter(List<StackPart> parts, BiConsumer<StackPart, Duration> ready) {
        this.parts = parts;
        this.ready = ready;
    }

    void run() throws InterruptedException {
        refuseTakenPorts();
        try {
            Map<String, CompletableFuture<Void>> starting = new LinkedHashMap<>();
            for (StackPart part : parts) {
                // what is not in the list runs already
                CompletableFuture<?>[] before = part.after().stream()
                        .filter(starting::containsKey)
                        .map(starting::get)
                        .toArray(CompletableFuture[]::new);
                CompletableFuture<Void> prepared = CompletableFuture.runAsync(asTask(part::prepare), threads);
                starting.put(
                        part.name(),
                        CompletableFuture.allOf(CompletableFuture.allOf(before), prepared)
                                .thenRunAsync(asTask(() -> bringUp(part)), threads));
            }
            await(starting.values().toArray(CompletableFuture[]::new));
        } finally {
            cancel();
        }
    }

    /** After this nothing is started any more. */
    void cancel() throws InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("a part is still being started");
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "start");
        thread.setDaemon(true);
        return thread;
    }

    /** The first failure counts; what else is under way is interrupted. */
    private void await(CompletableFuture<?>[] starting) {
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(starting), failed).join();
        } catch (CompletionException e) {
            Throwable cause = e;
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof StackException problem) {
                throw problem;
            }
            throw new IllegalStateException("the stack could not be started", cause);
        }
    }

    private void bringUp(StackPart part) throws IOException, InterruptedException {
        long began = System.nanoTime();
        part.start();
        boolean seen = false;
        while (!part.isReady()) {
            boolean running = part.process().isPresent();
            seen |= running;
            // one that ended before the first look is told from one that has not appeared yet by the time it had for it
            boolean appeared = seen || System.nanoTime() - began > APPEARANCE.toNanos();
            if (appeared && !running) {
                throw new StackException("%s ended while it was starting; the end of its log (%s):%n%s"
                        .formatted(part.name(), part.log(), PartLog.end(part.log(), 15)));
            }
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new StackException("%s was not ready after %d s; the end of its log (%s):%n%s"
                        .formatted(part.name(), PATIENCE.toSeconds(), part.log(), PartLog.end(part.log(), 15)));
            }
            Thread.sleep(POLL_MILLIS);
        }
        part.afterReady();
        ready.accept(part, Duration.ofNanos(System.nanoTime() - began));
    }

    private void refuseTakenPorts() {
        List<String> taken = parts.stream()
                .flatMap(part -> part.ports().stream()
                        .filter(port -> !LocalPort.isFree(port))
                        .map(port -> "%d (%s)".formatted(port, part.name())))
                .toList();
        if (!taken.isEmpty()) {
            throw new StackException("%s %s taken by another program; stop it, or choose other ports with %s=1000."
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

    /** A piece of the start that may fail. */
    private interface Step {
        void run() throws IOException, InterruptedException;
    }
}
