package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Nothing was done twice: no command was sent twice as the same attempt, none answered twice, and each outcome published
 * once.
 */
public final class NoDuplicateTransitions implements Expectation {

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        String lowestId = context.lowestId();
        String lowestMessage = context.lowestMessageId();
        // other runs measure with messages whose ids of sagas are of any time
        String highestId = context.highestId();
        return List.of(
                new ExpectationResult(
                        "no saga sent a command twice as the same attempt",
                        context.counterExamples("""
                                select format('saga %s: "%s" %s attempt %s was sent %s times', saga_id, step, action, attempt, count(*))
                                from sagas.outbox
                                where id >= ?::uuid and saga_id between ?::uuid and ?::uuid and step is not null
                                group by saga_id, step, action, attempt
                                having count(*) > 1
                                """, lowestMessage, lowestId, highestId),
                        Map.of(
                                "commands",
                                context.number(
                                        "select count(*) from sagas.outbox where id >= ?::uuid and saga_id between ?::uuid and ?::uuid and step is not null",
                                        lowestMessage,
                                        lowestId,
                                        highestId),
                                "of them repeated after a timeout",
                                context.number(
                                        "select count(*) from sagas.outbox where id >= ?::uuid and saga_id between ?::uuid and ?::uuid and attempt > 1",
                                        lowestMessage,
                                        lowestId,
                                        highestId))),
                new ExpectationResult(
                        "no participant answered a command twice",
                        context.counterExamples("""
                                select format('saga %s: "%s" %s attempt %s was answered %s times by %s', saga_id, step, action,
                                              attempt, count(*), min(participant))
                                from (
                                    select 'order-service' as participant, id, saga_id, step, action, attempt from orders.outbox
                                    union all
                                    select 'inventory-service', id, saga_id, step, action, attempt from inventory.outbox
                                    union all
                                    select 'payment-service', id, saga_id, step, action, attempt from payments.outbox
                                ) as answer
                                where id >= ?::uuid and saga_id between ?::uuid and ?::uuid and step is not null
                                group by saga_id, step, action, attempt
                                having count(*) > 1
                                """, lowestMessage, lowestId, highestId)),
                new ExpectationResult(
                        "every saga that has ended has published its outcome, once",
                        context.counterExamples("""
                                select format('%s %s is %s and has published %s', s.name, s.id, s.phase,
                                              coalesce(o.types, 'nothing'))
                                from sagas.saga s
                                left join (
                                    select coalesce(payload::json ->> 'returnId', message_key)::uuid as id,
                                           string_agg(type, ', ') as types
                                    from sagas.outbox
                                    where topic = 'checkout.events'
                                    group by 1
                                ) o using (id)
                                where s.id >= ?::uuid
                                  and case s.phase
                                          when 'COMPLETED' then
                                              o.types is distinct from case s.name when 'return' then 'checkout.ReturnAccepted.v1'
                                                                                   else 'checkout.CheckoutConfirmed.v1' end
                                          when 'COMPENSATED' then
                                              o.types is distinct from case s.name when 'return' then 'checkout.ReturnRefused.v1'
                                                                                   else 'checkout.CheckoutRejected.v1' end
                                          -- an operator has stated the outcome
                                          when 'RESOLVED' then o.types like '%,%'
                                          else o.types is not null
                                      end
                                """, lowestId)));
    }
}
