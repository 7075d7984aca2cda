package checkout.relay.quarantine;

import checkout.relay.quarantine.QuarantinedRow.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Reads the newest rows of several sources at once. A database that is silent costs the rows of its source, not the answer. */
@Component
class QuarantinePages {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ExecutorService reads = Executors.newVirtualThreadPerTaskExecutor();

    /** Rows of these sources, newest first, and the sources whose database did not answer. */
    record Found(List<QuarantinedRowView> rows, List<String> unavailable) {}

    /**
     * Reads up to so many rows of each source.
     *
     * @param status null for all
     * @param below only rows with smaller ids
     */
    Found newest(Collection<Quarantine> sources, @Nullable String topic, @Nullable Status status, UUID below, int limit)
            throws InterruptedException {
        List<Quarantine> asked = List.copyOf(sources);
        List<Callable<List<QuarantinedRow>>> questions = asked.stream()
                .map(source -> (Callable<List<QuarantinedRow>>)
                        () -> source.inSession(table -> table.newest(topic, status, below, limit)))
                .toList();
        // one that has not answered by then is interrupted, which ends its session
        List<Future<List<QuarantinedRow>>> answers =
                reads.invokeAll(questions, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        List<QuarantinedRowView> rows = new ArrayList<>();
        List<String> unavailable = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            String name = asked.get(i).source().name();
            if (hasAnswered(answers.get(i))) {
                answers.get(i).resultNow().forEach(row -> rows.add(QuarantinedRowView.of(name, row)));
            } else {
                unavailable.add(name);
            }
        }
        // as text: Java compares the halves of a UUID as signed numbers
        rows.sort(Comparator.comparing((QuarantinedRowView row) -> row.id().toString())
                .reversed());
        return new Found(rows, unavailable);
    }

    private static boolean hasAnswered(Future<?> answer) {
        if (answer.state() == Future.State.FAILED && !(answer.exceptionNow() instanceof DataAccessException)) {
            throw new IllegalStateException("A page of the quarantine could not be read", answer.exceptionNow());
        }
        return answer.state() == Future.State.SUCCESS;
    }
}
