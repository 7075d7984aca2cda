package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Both versions were begun, the old one was still in flight when the new one began, and each ended as its version does. */
public final class SagaVersionsKept implements Expectation {

    private static final String OF_THE_RUN = "s.id >= ?::uuid and s.version = ?";

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) throws SQLException {
        Map<String, Object> figures = new TreeMap<>();
        List<String> absent = new ArrayList<>();
        for (int version = 1; version <= 2; version++) {
            long begun = AuditorQuery.number(
                    scenarioContext,
                    "select count(*) from sagas.saga s where " + OF_THE_RUN,
                    scenarioContext.lowestId(),
                    version);
            figures.put("begun under version " + version, begun);
            if (begun == 0) {
                absent.add("no saga was begun under version " + version);
            }
        }
        long inFlight =
                AuditorQuery.number(scenarioContext, """
                select count(*) from sagas.saga s
                where s.id >= ?::uuid and s.version = 1
                  and s.moved_at > (select min(o.placed_at) from sagas.saga n join orders.orders o on o.id = n.id
                                    where n.id >= ?::uuid and n.version = 2)
                """, scenarioContext.lowestId(), scenarioContext.lowestId());
        figures.put("version 1 still in flight when version 2 began", inFlight);
        if (inFlight == 0) {
            absent.add("no saga of version 1 was in flight when version 2 began");
        }
        return List.of(
                new ExpectationResult("both versions were in flight together", absent, figures),
                new ExpectationResult(
                        "no saga changed its version",
                        AuditorQuery.texts(scenarioContext, """
                        select format('saga %s is version %s and its state says %s', s.id, s.version, s.state::json ->> 'version')
                        from sagas.saga s
                        where s.id >= ?::uuid and (s.state::json ->> 'version')::int is distinct from s.version
                        """, scenarioContext.lowestId()),
                        Map.of()),
                ended(scenarioContext, 1, "AUTHORIZED"),
                ended(scenarioContext, 2, "CAPTURED"));
    }

    private static ExpectationResult ended(ScenarioContext scenarioContext, int version, String payment)
            throws SQLException {
        long completed = AuditorQuery.number(
                scenarioContext,
                "select count(*) from sagas.saga s where s.phase = 'COMPLETED' and " + OF_THE_RUN,
                scenarioContext.lowestId(),
                version);
        List<String> others = AuditorQuery.texts(scenarioContext, """
                select format('saga %s of version %s is completed, its payment is %s', s.id, s.version,
                              coalesce(p.status, 'missing'))
                from sagas.saga s left join payments.payment p on p.checkout_id = s.id
                where s.phase = 'COMPLETED' and s.id >= ?::uuid and s.version = ? and p.status is distinct from ?
                """, scenarioContext.lowestId(), version, payment);
        return new ExpectationResult(
                "what completed under version %d has its payment %s".formatted(version, payment),
                completed == 0 ? List.of("nothing completed under version " + version) : others,
                Map.of("completed", completed));
    }
}
