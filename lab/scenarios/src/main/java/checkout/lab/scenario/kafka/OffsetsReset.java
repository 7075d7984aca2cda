package checkout.lab.scenario.kafka;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** An administrator sets the offsets of a service's consumers to the beginning, so that it reads every record again. */
public record OffsetsReset(String service) implements Fault {

    /** The services that consume, whose groups begin with their names. */
    public static final List<String> SERVICES =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator");

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

    private static ConsumerGroupDescription describe(Admin admin, String group)
            throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(
                admin.describeConsumerGroups(List.of(group)).all().get().get(group));
    }
}
