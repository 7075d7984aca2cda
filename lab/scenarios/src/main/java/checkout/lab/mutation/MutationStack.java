package checkout.lab.mutation;

import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A stack beside the clone's own, in a folder and on ports of its own, which begins empty as often as it is asked to. */
final class MutationStack implements AutoCloseable {

    private static final String FOLDER = "mutations";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final StateDirectory state;
    private final Thread stopOnExit = new Thread(this::stopQuietly, "stop-on-exit");

    /** @param clone the state folder of the clone, whose data are left alone */
    MutationStack(StateDirectory clone) {
        this.state = clone.forExperiment(FOLDER);
        Runtime.getRuntime().addShutdownHook(stopOnExit);
    }

    StateDirectory state() {
        return state;
    }

    /** Stops the stack, deletes its data and starts it again. */
    LocalStack startEmpty() throws InterruptedException {
        stop();
        state.delete();
        state.create();
        LocalStack stack = LocalStack.toStart(state, StackPorts.findFree(LocalPort::isFree));
        stack.start(stack.parts(), (part, took) -> {});
        return stack;
    }

    /** Applications are killed, because what they would still write is deleted anyway; a first run writes its caches. */
    private void stop() throws InterruptedException {
        LocalStack stack = LocalStack.toStop(state);
        try {
            // a trial that ends early leaves these
            for (StackPart second : ScenarioProcesses.secondInstances(stack)) {
                kill(second);
            }
            if (stack.isTraining()) {
                stack.stop(message -> {});
                return;
            }
            for (StackPart part : stack.parts()) {
                if (!part.name().equals(PostgresPart.NAME)) {
                    kill(part);
                }
            }
            stack.part(PostgresPart.NAME).stop(STOP_TIMEOUT, message -> {});
        } catch (IOException e) {
            throw new StackException("The stack of the mutations cannot be stopped (%s).".formatted(e.getMessage()), e);
        }
    }

    private static void kill(StackPart part) throws IOException {
        Optional<ProcessHandle> process = part.process();
        if (process.isPresent()) {
            process.get().destroyForcibly();
            process.get().onExit().join();
        }
    }

    private void stopQuietly() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopQuietly();
        state.delete();
        try {
            Runtime.getRuntime().removeShutdownHook(stopOnExit);
        } catch (IllegalStateException exiting) {
            // this JVM is exiting, and the hook stops what is left
            return;
        }
    }
}
