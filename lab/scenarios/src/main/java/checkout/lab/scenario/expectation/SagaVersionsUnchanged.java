package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sagas of both versions ran side by side, and each ended as its own version defines. */
public final class SagaVersionsUnchanged implements Expectation {

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        return List.of(
                bothStarted(context),
                new ExpectationResult("no saga changed its version", context.counterExamples("""
                        select format('saga %s is version %s, but its state states %s', id, version, state::json ->> 'version')
                        from sagas.saga
                        where id >= ?::uuid and (state::json ->> 'version')::int is distinct from version
                        """, context.lowestId())),
                completed(context, 1, "AUTHORIZED"),
                completed(context, 2, "CAPTURED"));
    }

    private static ExpectationResult bothStarted(ScenarioContext context) throws SQLException {
        Map<String, Object> figures = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (int version = 1; version <= 2; version++) {
            long started = context.number(
                    "select count(*) from sagas.saga where name = 'checkout' and id >= ?::uuid and version = ?",
                    context.lowestId(),
                    version);
            figures.put("started under version " + version, started);
            if (started == 0) {
                missing.add("no saga started under version " + version);
            }
        }
        long inFlight = context.number("""
                select count(*) from sagas.saga
                where name = 'checkout' and id >= ?::uuid and version = 1
                  and moved_at > (select min(o.placed_at) from sagas.saga n join orders.orders o on o.id = n.id
                                  where n.id >= ?::uuid and n.version = 2)
                """, context.lowestId(), context.lowestId());
        figures.put("version 1 still in flight when version 2 started", inFlight);
        if (inFlight == 0) {
            missing.add("no saga of version 1 was in flight when version 2 started");
        }
        return new ExpectationResult("both versions were in flight together", missing, figures);
    }

    private static ExpectationResult completed(ScenarioContext context, int version, String payment)
            throws SQLException {
        long completed = context.number(
                "select count(*) from sagas.saga where name = 'checkout' and phase = 'COMPLETED' and id >= ?::uuid and version = ?",
                context.lowestId(),
                version);
        List<String> others = context.counterExamples("""
                select format('saga %s of version %s is completed, its payment is %s', s.id, s.version,
                              coalesce(p.status, 'missing'))
                from sagas.saga s left join payments.payment p on p.checkout_id = s.id
                where s.name = 'checkout' and s.phase = 'COMPLETED' and s.id >= ?::uuid and s.version = ? and p.status is distinct from ?
                """, context.lowestId(), version, payment);
        return new ExpectationResult(
                "a saga completed under version %d has its payment %s".formatted(version, payment),
                completed == 0 ? List.of("no saga completed under version " + version) : others,
                Map.of("completed", completed));
    }
}
