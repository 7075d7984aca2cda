package checkout.lab.scenario.fault;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.stack.state.StackException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A fault in a thread of its own, which never outlives the one it keeps company. */
final class BackgroundFault implements AutoCloseable {

    private final FutureTask<Void> task;
    private final Thread thread;
    private volatile boolean dismissed;

    BackgroundFault(Fault fault, ScenarioContext scenarioContext) {
        this.task = new FutureTask<>((Callable<Void>) () -> {
            try {
                fault.strike(scenarioContext);
            } catch (InterruptedException interrupted) {
                if (!dismissed) {
                    throw interrupted;
                }
            }
            return null;
        });
        this.thread = new Thread(task, "companion");
        thread.setDaemon(true);
        thread.start();
    }

    void join() throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new StackException("A fault could not be brought about (%s).".formatted(e.getCause()), e);
        }
    }

    /** Its end is none of its own doing, its failure before that is. */
    void dismiss() throws InterruptedException {
        dismissed = true;
        thread.interrupt();
        join();
    }

    @Override
    public void close() {
        dismissed = true;
        thread.interrupt();
    }
}
