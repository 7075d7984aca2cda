package checkout.relay.quarantine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Reads the quarantines of several sources at once. A database that is silent costs what its source has, not the answer. */
@Component
class QuarantineReads {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ExecutorService reads = Executors.newVirtualThreadPerTaskExecutor();

    /** What the sources have answered, in their order, and those whose database did not answer. */
    record Answers<T>(Map<Quarantine, T> bySource, List<String> unavailable) {}

    <T> Answers<T> ask(Collection<Quarantine> sources, Function<QuarantineTable, T> question)
            throws InterruptedException {
        List<Quarantine> asked = List.copyOf(sources);
        List<Callable<T>> questions = asked.stream()
                .map(source -> (Callable<T>) () -> source.inSession(question))
                .toList();
        // one that has not answered by then is interrupted, which ends its session
        List<Future<T>> answers = reads.invokeAll(questions, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        Map<Quarantine, T> bySource = new LinkedHashMap<>();
        List<String> unavailable = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            if (hasAnswered(answers.get(i))) {
                bySource.put(asked.get(i), answers.get(i).resultNow());
            } else {
                unavailable.add(asked.get(i).source().name());
            }
        }
        return new Answers<>(bySource, unavailable);
    }

    private static boolean hasAnswered(Future<?> answer) {
        if (answer.state() == Future.State.FAILED && !(answer.exceptionNow() instanceof DataAccessException)) {
            throw new IllegalStateException("The quarantine could not be read", answer.exceptionNow());
        }
        return answer.state() == Future.State.SUCCESS;
    }
}
