package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sagas of both versions ran side by side, and each ended as its own version defines. */
public final class SagaVersionsUnchanged implements Expectation {

    /** Charges the customer; the reservation is the sale. */
    private static final int OLDER = 2;

    /** Charges the customer and takes the items out of the stock. */
    private static final int NEWER = 3;

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        return List.of(
                mixedBothWays(context),
                new ExpectationResult("no saga changed its version", context.counterExamples("""
                        select format('saga %s is version %s, but its state states %s', id, version, state::json ->> 'version')
                        from sagas.saga
                        where id >= ?::uuid and (state::json ->> 'version')::int is distinct from version
                        """, context.lowestId())),
                completed(context, OLDER, "CAPTURED", "HELD"),
                completed(context, NEWER, "CAPTURED", "COMMITTED"));
    }

    private static ExpectationResult mixedBothWays(ScenarioContext context) throws SQLException {
        Map<String, Object> figures = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (int version : List.of(OLDER, NEWER)) {
            int other = OLDER + NEWER - version;
            long inFlight = inFlightWhenOtherStarted(context, version, other);
            figures.put("of version %d, in flight when one of version %d started".formatted(version, other), inFlight);
            if (inFlight == 0) {
                missing.add(
                        "no saga of version %d was in flight when one of version %d started".formatted(version, other));
            }
        }
        return new ExpectationResult("both versions were in flight together, whichever was first", missing, figures);
    }

    private static long inFlightWhenOtherStarted(ScenarioContext context, int version, int other) throws SQLException {
        return context.number("""
                with run as (
                    select s.version, o.placed_at, s.moved_at
                    from sagas.saga s join orders.orders o on o.id = s.id
                    where s.name = 'checkout' and s.id >= ?::uuid
                )
                select count(*) from run
                where version = ?
                  and exists (select from run later
                              where later.version = ? and later.placed_at > run.placed_at and later.placed_at < run.moved_at)
                """, context.lowestId(), version, other);
    }

    private static ExpectationResult completed(ScenarioContext context, int version, String payment, String reservation)
            throws SQLException {
        long completed = context.number(
                "select count(*) from sagas.saga where name = 'checkout' and phase = 'COMPLETED' and id >= ?::uuid and version = ?",
                context.lowestId(),
                version);
        List<String> others = context.counterExamples("""
                select format('saga %s of version %s is completed, its payment is %s, its reservation %s', s.id, s.version,
                              coalesce(p.status, 'missing'), coalesce(r.status, 'missing'))
                from sagas.saga s
                left join payments.payment p on p.checkout_id = s.id
                left join inventory.reservation r on r.checkout_id = s.id
                where s.name = 'checkout' and s.phase = 'COMPLETED' and s.id >= ?::uuid and s.version = ?
                  and (p.status is distinct from ? or r.status is distinct from ?)
                """, context.lowestId(), version, payment, reservation);
        return new ExpectationResult(
                "a saga completed under version %d has its payment %s and its reservation %s"
                        .formatted(version, payment, reservation),
                completed == 0 ? List.of("no saga completed under version " + version) : others,
                Map.of("completed", completed));
    }
}
