package checkout.lab.stack.run;

import checkout.lab.stack.part.KafkaPart;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.StackPart;
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

/** Ends the applications side by side, then Kafka and PostgreSQL, which they need until their last moment. */
final class StackStopper {

    private static final Set<String> SERVERS = Set.of(KafkaPart.NAME, PostgresPart.NAME);

    private final List<StackPart> parts;
    private final Duration patience;
    private final Consumer<String> say;

    StackStopper(List<StackPart> parts, Duration patience, Consumer<String> say) {
        this.parts = parts;
        this.patience = patience;
        this.say = say;
    }

    void run() throws InterruptedException {
        if (parts.stream().anyMatch(StackStopper::isLearning)) {
            say.accept(
                    "The first stop with these libraries takes longer: each part keeps what makes its next start faster.");
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

    private void stop(ExecutorService threads, List<StackPart> some) throws InterruptedException {
        List<Future<Void>> stopping = threads.invokeAll(some.stream()
                .map(part -> (Callable<Void>) () -> {
                    stop(part);
                    return null;
                })
                .toList());
        for (Future<Void> each : stopping) {
            try {
                each.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof StackException problem) {
                    throw problem;
                }
                throw new IllegalStateException("the stack could not be stopped", e.getCause());
            }
        }
    }

    private static boolean isLearning(StackPart part) {
        try {
            return part.process().isPresent() && part.isLearning();
        } catch (IOException e) {
            throw new StackException("%s cannot be looked at (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    private void stop(StackPart part) throws InterruptedException {
        try {
            if (part.process().isPresent()) {
                long began = System.nanoTime();
                part.stop(patience, say);
                say.accept("%-19s stopped in %4.1f s".formatted(part.name(), (System.nanoTime() - began) / 1e9));
            }
        } catch (IOException e) {
            throw new StackException("%s cannot be stopped (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }
}
