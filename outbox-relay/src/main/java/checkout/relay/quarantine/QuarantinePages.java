package checkout.relay.quarantine;

import checkout.relay.quarantine.QuarantinedRow.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the newest rows of several sources. */
@Component
class QuarantinePages {

    private final QuarantineReads reads;

    QuarantinePages(QuarantineReads reads) {
        this.reads = reads;
    }

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
        QuarantineReads.Answers<List<QuarantinedRow>> answers =
                reads.ask(sources, table -> table.newest(topic, status, below, limit));
        List<QuarantinedRowView> rows = new ArrayList<>();
        answers.bySource()
                .forEach((source, found) -> found.forEach(
                        row -> rows.add(QuarantinedRowView.of(source.source().name(), row))));
        // as text: Java compares the halves of a UUID as signed numbers
        rows.sort(Comparator.comparing((QuarantinedRowView row) -> row.id().toString())
                .reversed());
        return new Found(rows, answers.unavailable());
    }
}
