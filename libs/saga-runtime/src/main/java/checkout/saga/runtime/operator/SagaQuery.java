package checkout.saga.runtime.operator;

import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.web.RequestIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The query for the ids of the sagas that match a filter, newest first. Phases are literals, as in the partial indexes, so that
 * the planner can use those: no search for sagas in trouble reads those that ended well.
 */
record SagaQuery(String sql, List<Object> arguments) {
    private static final String OPEN = "phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED')";
    private static final String STUCK = "phase in ('STUCK', 'COMPENSATION_STUCK')";

    /** As an array, which is made first: the sagas are looked up by their ids, however old the letters are. */
    private static final String WITH_DEAD_LETTERS =
            "id = any (array(select saga_id from dead_letter where status = 'OPEN' and saga_id is not null))";

    private static final String WITHOUT_DEAD_LETTERS =
            "not exists (select from dead_letter where saga_id = saga.id and status = 'OPEN')";

    static SagaQuery of(SagaFilter filter, UUID below, int limit) {
        if (filter.customer() != null) {
            throw new IllegalArgumentException("Indicates a bug: the sagas of customer must be looked up before");
        }
        List<String> where = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        where.add("id < ?");
        arguments.add(below);
        if (filter.type() != null) {
            // a literal, as in the partial index of a rare type; the filter allows no quote in it
            where.add("name = '%s'".formatted(filter.type()));
        }
        phases(filter, where);
        if (filter.step() != null) {
            where.add("step = ?");
            arguments.add(filter.step());
        }
        if (filter.error() != null) {
            where.add("(strpos(lower(last_error), ?) > 0 or strpos(lower(stuck_reason), ?) > 0)");
            arguments.add(filter.error().toLowerCase(Locale.ROOT));
            arguments.add(filter.error().toLowerCase(Locale.ROOT));
        }
        if (filter.text() != null) {
            where.add(
                    "(strpos(lower(step), ?) > 0 or strpos(lower(last_error), ?) > 0 or strpos(lower(stuck_reason), ?) > 0)");
            arguments.addAll(Collections.nCopies(3, filter.text().toLowerCase(Locale.ROOT)));
        }
        ids(filter, where, arguments);
        if (filter.deadLetters() != null) {
            where.add(filter.deadLetters() ? WITH_DEAD_LETTERS : WITHOUT_DEAD_LETTERS);
        }
        arguments.add(limit);
        return new SagaQuery(
                "select id from saga where " + String.join(" and ", where) + " order by id desc limit ?", arguments);
    }

    private static void phases(SagaFilter filter, List<String> where) {
        SagaPhase phase = filter.phase();
        if (phase != null) {
            where.add("phase = '%s'".formatted(phase.name()));
        }
        if (filter.stuck() != null) {
            where.add(filter.stuck() ? STUCK : "not (" + STUCK + ")");
        }
        // step and errors are those of a saga that has not ended
        if (filter.step() != null || filter.error() != null || filter.text() != null) {
            if (phase != null && phase.ended()) {
                // nothing of those that have ended has to be read to know that
                where.add("false");
            } else if (phase == null && !Boolean.TRUE.equals(filter.stuck())) {
                where.add(OPEN);
            }
        }
    }

    private static void ids(SagaFilter filter, List<String> where, List<Object> arguments) {
        if (filter.q() != null) {
            String digits = filter.q().replace("-", "").toLowerCase(Locale.ROOT);
            where.add("id between ? and ?");
            arguments.add(id(digits, "0"));
            arguments.add(id(digits, "f"));
        }
        Duration age = filter.age();
        if (age != null) {
            where.add("id < id_at(greatest(now() - ?::interval, 'epoch'))");
            arguments.add(age.toMillis() + " milliseconds");
        }
        List<String> named = filter.ids();
        if (named != null) {
            where.add("id = any (?::uuid[])");
            arguments.add(named.stream()
                    .map(id -> RequestIds.parse(id).orElseThrow(() -> OperatorApiErrors.unknown("saga", id)))
                    .map(UUID::toString)
                    .toArray(String[]::new));
        }
    }

    /** The lowest or the highest id that begins with these digits. */
    private static UUID id(String digits, String rest) {
        String all = digits + rest.repeat(32 - digits.length());
        return new UUID(Long.parseUnsignedLong(all, 0, 16, 16), Long.parseUnsignedLong(all, 16, 32, 16));
    }
}
