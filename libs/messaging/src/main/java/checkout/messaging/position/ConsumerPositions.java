package checkout.messaging.position;

import checkout.messaging.position.PositionTable.Advance;
import checkout.messaging.position.PositionTable.Place;
import checkout.messaging.position.PositionTable.Positions;
import checkout.messaging.position.PositionTable.Stored;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/**
 * The position of each group in each partition, in the database that has the effects. A position is written a moment after
 * the effects, by another transaction; what was handled in between is delivered again after a crash, and the inbox
 * recognizes it.
 *
 * <p>Every write compares what is stored with what this process has last read or written. If the database has gone back, after
 * a failover to a server that lagged or because a backup was restored, so have the effects. Then the partition is outdated: it
 * is read from the stored position again, before anything else is handled. A server that lagged by less than a write of
 * positions has lost effects and no position, so a new timeline makes every partition outdated.
 */
public final class ConsumerPositions {
    private static final Logger log = LoggerFactory.getLogger(ConsumerPositions.class);

    private final PositionTable table;
    private final Map<Place, ReadPartition> read = new ConcurrentHashMap<>();
    private final Set<Place> outdated = ConcurrentHashMap.newKeySet();
    private boolean failing;

    public ConsumerPositions(JdbcTemplate jdbc) {
        this.table = new PositionTable(jdbc);
    }

    /** The effects of all records before this offset are committed. */
    public void handled(String group, TopicPartition partition, long next) {
        ReadPartition known = read.get(new Place(group, partition));
        if (known != null) {
            known.handled(next);
        }
    }

    /** Writes the positions that have changed, and compares all with what is stored. If that fails, the next write does it. */
    public void write() {
        try {
            compareAndWrite();
        } catch (DataAccessException | TransactionException reported) {
            log.trace("The positions of consumers were not written", reported);
        }
    }

    /** As {@link #write}, but throws what fails. */
    public synchronized void compareAndWrite() {
        // rows are locked in a fixed order
        List<Map.Entry<Place, ReadPartition>> partitions = read.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .toList();
        if (partitions.isEmpty()) {
            return;
        }
        List<Advance> advances = partitions.stream()
                .map(entry -> advance(entry.getKey(), entry.getValue()))
                .toList();
        try {
            Positions<Place> before = table.advance(advances);
            for (int i = 0; i < advances.size(); i++) {
                compare(advances.get(i), partitions.get(i).getValue(), before);
            }
            failing = false;
        } catch (DataAccessException | TransactionException fault) {
            if (!failing) {
                log.warn("The positions of consumers could not be written and are written later: {}", fault.toString());
            }
            failing = true;
            throw fault;
        }
    }

    private static Advance advance(Place place, ReadPartition known) {
        return new Advance(place, known.topicId(), known.timeline(), known.stored(), known.next());
    }

    private void compare(Advance advance, ReadPartition known, Positions<Place> before) {
        if (before.timeline().equals(advance.timeline())) {
            written(advance, known, before.rows().get(advance.place()));
        } else {
            outdated(
                    advance.place(),
                    known,
                    "is on timeline %s and was on %s before: what was committed last may be missing since a failover"
                            .formatted(before.timeline(), advance.timeline()));
        }
    }

    /** @param before what was stored before; null if nothing was */
    private void written(Advance advance, ReadPartition known, @Nullable Stored before) {
        if (before == null) {
            outdated(
                    advance.place(),
                    known,
                    "has no position in %s any more, where it was %d: it has gone back to a time before the first one"
                            .formatted(advance.place().partition(), advance.known()));
        } else if (before.next().isEmpty() || before.isOfAnotherTopic(advance.topicId())) {
            outdated(
                    advance.place(),
                    known,
                    "has a new position in %s, as an operator decided"
                            .formatted(advance.place().partition()));
        } else if (before.next().getAsLong() < advance.known()) {
            outdated(
                    advance.place(),
                    known,
                    "has position %d in %s, but it was %d before: it has gone back, such as by a failover or because a backup was restored"
                            .formatted(
                                    before.next().getAsLong(), advance.place().partition(), advance.known()));
        } else {
            known.stored(Math.max(before.next().getAsLong(), advance.next()));
        }
    }

    private void outdated(Place place, ReadPartition known, String why) {
        // the thread that polls may have looked at the position again meanwhile
        if (read.remove(place, known)) {
            outdated.add(place);
            log.warn(
                    "The database of group {} {}. The partition is read from the stored position again, and records that are handled already are recognized",
                    place.group(),
                    why);
        }
    }

    /** The group must find out where to read these partitions before it handles anything of them. */
    void lookAgain(String group, Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> outdated.add(new Place(group, partition)));
    }

    public boolean anyOutdated() {
        return !outdated.isEmpty();
    }

    /**
     * Whether one of these partitions is outdated, or belongs to another instance by now. Then the others are read again too from
     * where they are stored, because the caller does not handle what was read of them.
     */
    public boolean readAgain(String group, Collection<TopicPartition> partitions) {
        List<Place> places = partitions.stream()
                .map(partition -> new Place(group, partition))
                .toList();
        if (places.stream().allMatch(place -> read.containsKey(place) && !outdated.contains(place))) {
            return false;
        }
        // one that is not read here is the other instance's to look at
        places.stream().filter(place -> read.remove(place) != null).forEach(outdated::add);
        return true;
    }

    /** Those of the partitions whose positions must be looked at again; the caller does so. */
    Set<TopicPartition> takeOutdated(String group, Collection<TopicPartition> partitions) {
        return partitions.stream()
                .filter(partition -> outdated.remove(new Place(group, partition)))
                .collect(Collectors.toSet());
    }

    /** The topics of which records are read. */
    Set<String> topics() {
        return read.keySet().stream().map(place -> place.partition().topic()).collect(Collectors.toSet());
    }

    /** Compares the topics that are read with those that Kafka has now under their names. */
    void compareTopics(Map<String, UUID> present) {
        read.forEach((place, known) -> {
            UUID id = present.get(place.partition().topic());
            if (id != null && known.topicId() != null && !id.equals(known.topicId()) && read.remove(place, known)) {
                outdated.add(place);
            }
        });
    }

    /** What is stored of the group. */
    Positions<TopicPartition> stored(String group) {
        return table.of(group);
    }

    /** The group continues to read a partition at the stored position. */
    void resume(String group, TopicPartition partition, ReadPartition from) {
        read.put(new Place(group, partition), from);
    }

    /** The group begins to read a partition, and that is stored. */
    void begin(String group, TopicPartition partition, ReadPartition from) {
        Place place = new Place(group, partition);
        table.begin(place, from.topicId(), from.next());
        read.put(place, from);
    }

    /** The group does not read these partitions any more, or has to find out where to read on. */
    void forget(String group, Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Place place = new Place(group, partition);
            read.remove(place);
            outdated.remove(place);
        }
    }
}
