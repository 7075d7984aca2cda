package checkout.lab.scenario.kafka;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/**
 * An administrator sets the offsets of a service's consumers to the beginning in Kafka, which must have no effect, and its
 * positions in the database back by some minutes, so that it reads the records of this time again.
 */
public record OffsetsReset(String service) implements Fault {

    /** The services that consume, whose groups begin with their names. */
    public static final List<String> SERVICES =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator");

    private static final String SET_BACK = """
            with before as (
                select consumer_group, topic, part, next_offset, ?::bigint as back from consumer_position
                where consumer_group = ? and topic = ? and part = ? for update
            )
            update consumer_position p set next_offset = before.back from before
            where (p.consumer_group, p.topic, p.part) = (before.consumer_group, before.topic, before.part)
              and before.back < before.next_offset
            returning before.next_offset - before.back
            """;

    private static final Duration BACK = Duration.ofMinutes(3);

    /** Kafka changes offsets only while the group has no member. */
    private static final Polling EMPTY = new Polling(Duration.ofSeconds(60), Duration.ofMillis(200));

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        ScenarioProcesses processes = context.processes();
        // a second instance would stay in the group
        processes.locks().exclusively(service, () -> processes
                .locks()
                .exclusively(service + ScenarioProcesses.SECOND, () -> resetWhileStopped(context)));
    }

    private void resetWhileStopped(ScenarioContext context) throws InterruptedException, SQLException {
        ForgottenMessages.requireNone(context, service);
        ScenarioProcesses processes = context.processes();
        StackPart part = processes.part(service);
        processes.stop(part);
        try (Admin admin = Admin.create(context.kafkaAdmin())) {
            for (String group : groups(admin)) {
                context.log("%d offsets of %s are reset to the beginning", reset(admin, group), group);
                long again = setBack(context, admin, group);
                context.faultHadEffect(again);
                context.log(
                        "%d records of the last %d minutes are to be read again by %s", again, BACK.toMinutes(), group);
            }
        } catch (ExecutionException e) {
            throw new StackException("The offsets of %s cannot be reset (%s).".formatted(service, e.getCause()), e);
        }
        processes.start(part);
    }

    private List<String> groups(Admin admin) throws ExecutionException, InterruptedException {
        List<String> groups = admin.listGroups().all().get().stream()
                .map(group -> group.groupId())
                .filter(group -> group.startsWith(service))
                .toList();
        if (groups.isEmpty()) {
            throw new StackException("No consumer group begins with %s.".formatted(service));
        }
        return groups;
    }

    private static int reset(Admin admin, String group) throws ExecutionException, InterruptedException {
        GroupState state = EMPTY.until(
                found -> found == GroupState.EMPTY, () -> describe(admin, group).groupState());
        if (state != GroupState.EMPTY) {
            throw new StackException("The consumer group %s still has members after %d s; another instance consumes."
                    .formatted(group, EMPTY.timeout().toSeconds()));
        }
        Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .keySet()
                .forEach(partition -> earliest.put(partition, OffsetSpec.earliest()));
        Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
        admin.listOffsets(earliest)
                .all()
                .get()
                .forEach((partition, offset) -> beginning.put(partition, new OffsetAndMetadata(offset.offset())));
        admin.alterConsumerGroupOffsets(group, beginning).all().get();
        return beginning.size();
    }

    /** Returns how many records follow the new positions. */
    private long setBack(ScenarioContext context, Admin admin, String group)
            throws ExecutionException, InterruptedException, SQLException {
        long since = System.currentTimeMillis() - BACK.toMillis();
        Map<TopicPartition, OffsetSpec> then = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .keySet()
                .forEach(partition -> then.put(partition, OffsetSpec.forTimestamp(since)));
        long again = 0;
        try (Connection database = context.role(Consumers.role(service));
                PreparedStatement update = database.prepareStatement(SET_BACK)) {
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
                    admin.listOffsets(then).all().get().entrySet()) {
                if (found.getValue().offset() >= 0) {
                    again += setBack(
                            update, group, found.getKey(), found.getValue().offset());
                }
            }
        }
        return again;
    }

    private static long setBack(PreparedStatement update, String group, TopicPartition partition, long offset)
            throws SQLException {
        update.setLong(1, offset);
        update.setString(2, group);
        update.setString(3, partition.topic());
        update.setInt(4, partition.partition());
        try (ResultSet row = update.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static ConsumerGroupDescription describe(Admin admin, String group)
            throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(
                admin.describeConsumerGroups(List.of(group)).all().get().get(group));
    }
}
