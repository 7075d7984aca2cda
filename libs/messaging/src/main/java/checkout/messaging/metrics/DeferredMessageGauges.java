package checkout.messaging.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** How many messages of each group are deferred. They are counted apart from what handles them, which may fail or be slow. */
final class DeferredMessageGauges implements GaugeSource {
    private static final Gauge DEFERRED =
            new Gauge("checkout.messages.deferred", null, "Messages that wait for a locked row");

    private final JdbcTemplate jdbc;
    private final List<String> groups;

    /** @param groups all groups that may defer messages */
    DeferredMessageGauges(JdbcTemplate jdbc, List<String> groups) {
        this.jdbc = jdbc;
        this.groups = groups;
    }

    @Override
    public String name() {
        return "deferred-messages";
    }

    @Override
    public List<Reading> read() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.query("select subscription, count(*) from deferred_message group by subscription", row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return groups.stream()
                .map(group -> DEFERRED.is((double) counts.getOrDefault(group, 0L), "group", group))
                .toList();
    }
}
