package checkout.lab.scenario.fault;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.stack.state.StackException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A fault in a thread of its own, which never outlives the fault that started it. */
final class BackgroundFault implements AutoCloseable {

    private final FutureTask<Void> task;
    private final Thread thread;
    private volatile boolean cancelled;

    BackgroundFault(Fault fault, ScenarioContext context) {
        this.task = new FutureTask<>((Callable<Void>) () -> {
            try {
                fault.inject(context);
            } catch (InterruptedException interrupted) {
                if (!cancelled) {
                    throw interrupted;
                }
            }
            return null;
        });
        this.thread = new Thread(task, "background-fault");
        thread.setDaemon(true);
        thread.start();
    }

    void join() throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new StackException("A fault could not be injected (%s).".formatted(e.getCause()), e);
        }
    }

    /** Ends the fault; fails if it has failed by itself before. */
    void cancel() throws InterruptedException {
        close();
        join();
    }

    @Override
    public void close() {
        cancelled = true;
        thread.interrupt();
    }
}
