package checkout.lab.mutation;

import checkout.lab.mutation.registry.Mutation;
import checkout.lab.mutation.registry.MutationLoad;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Tries mutations one after the other, each on an empty stack, after the loads alone. */
final class MutationRun {

    private final MutationStack stacks;
    private final long seed;
    private final PrintWriter progress;
    private final PrintWriter log;

    /** @param log for everything that happens in a trial */
    MutationRun(MutationStack stacks, long seed, PrintWriter progress, PrintWriter log) {
        this.stacks = stacks;
        this.seed = seed;
        this.progress = progress;
        this.log = log;
    }

    /** A trial on this stack. */
    private interface Attempt {
        TrialResult on(LocalStack stack) throws InterruptedException;
    }

    /** Runs each load without a mutation. */
    List<TrialResult> controls(List<MutationLoad> loads) throws InterruptedException {
        List<TrialResult> results = new ArrayList<>();
        for (MutationLoad load : loads) {
            say("control, %s: ".formatted(load.word()));
            TrialSubject named = TrialSubject.control(load);
            results.add(attempt(named, stack -> Trial.control(stacks.state(), stack, load, seed, log)));
        }
        return results;
    }

    List<TrialResult> mutations(List<Mutation> mutations) throws InterruptedException {
        List<TrialResult> results = new ArrayList<>();
        for (Mutation mutation : mutations) {
            say("%s, in %s: ".formatted(mutation.name(), mutation.application()));
            TrialSubject named = TrialSubject.of(mutation);
            results.add(attempt(named, stack -> Trial.of(stacks.state(), stack, mutation, seed, log)));
        }
        return results;
    }

    private TrialResult attempt(TrialSubject named, Attempt attempt) throws InterruptedException {
        TrialResult result;
        try {
            say("starting an empty stack ... ");
            LocalStack stack = stacks.startEmpty();
            say("trying ... ");
            result = attempt.on(stack);
        } catch (StackException | IllegalStateException e) {
            result = named.failed(String.valueOf(e.getMessage()));
        }
        progress.println(
                "%s after %d checkouts, %.1f s".formatted(result.verdict(), result.checkouts(), result.seconds()));
        if (!result.verdict().isGood()) {
            result.red().forEach(each -> progress.println("    red: " + each));
        }
        if (!result.example().isEmpty()) {
            progress.println("    " + result.example());
        }
        progress.flush();
        return result;
    }

    private void say(String text) {
        progress.print(text);
        progress.flush();
    }
}
