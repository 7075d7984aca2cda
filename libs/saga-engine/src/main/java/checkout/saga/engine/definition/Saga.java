package checkout.saga.engine.definition;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One version of a saga: its positions in order, the first of which is the start. */
public final class Saga<D> {

    /** The name of the step that stands for the start, which has an undo but no command. */
    public static final String START = "start";

    /** The name of the timer for the saga's deadline; no step may have this name. */
    public static final String DEADLINE = "deadline";

    /** The name under which the reply to a stated outcome comes; no step may have this name. */
    public static final String RESOLUTION = "resolve";

    private final String name;
    private final int version;
    private final Class<?> startType;
    private final Function<Object, D> startWith;
    private final List<StepGroup<D>> positions;
    private final @Nullable Duration deadline;
    private final Map<String, Integer> positionOf = new HashMap<>();
    private final Map<String, Step<D>> stepNamed = new HashMap<>();

    Saga(
            String name,
            int version,
            Class<?> startType,
            Function<Object, D> startWith,
            List<StepGroup<D>> positions,
            @Nullable Duration deadline) {
        this.name = name;
        this.version = version;
        this.startType = startType;
        this.startWith = startWith;
        this.positions = List.copyOf(positions);
        this.deadline = deadline;
        for (int i = 0; i < positions.size(); i++) {
            for (Step<D> step : positions.get(i).steps()) {
                positionOf.put(step.name(), i);
                stepNamed.put(step.name(), step);
            }
        }
    }

    public static Named named(String name) {
        return new Named(name, 1);
    }

    /** A step of a group. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <D> Step<D> step(String name, Function<D, ?> command, StepOption<D>... options) {
        return SagaBuilder.step(name, command, List.of(options));
    }

    /** A saga whose start event is not defined yet. */
    public record Named(String name, int version) {

        public Named {
            if (name.isBlank() || version < 1) {
                throw new IllegalArgumentException("a saga must have a name and a version of at least 1");
            }
        }

        public Named version(int version) {
            return new Named(name, version);
        }

        @SafeVarargs
        @SuppressWarnings("varargs") // the array is only read
        public final <E, D> SagaBuilder<D> startedBy(Class<E> event, Function<E, D> of, StepOption<D>... options) {
            return new SagaBuilder<>(
                    name,
                    version,
                    event,
                    started -> of.apply(event.cast(started)),
                    SagaBuilder.start(List.of(options)));
        }
    }

    public String name() {
        return name;
    }

    public int version() {
        return version;
    }

    public Class<?> startType() {
        return startType;
    }

    /** The data that a saga begins with. */
    public D dataOf(Object startEvent) {
        return startWith.apply(startEvent);
    }

    public List<StepGroup<D>> positions() {
        return positions;
    }

    public @Nullable Duration deadline() {
        return deadline;
    }

    /** No timer of this saga is set for longer than this. */
    public Duration longestWait() {
        Duration longest = deadline == null ? Duration.ZERO : deadline;
        for (Step<D> step : stepNamed.values()) {
            longest =
                    longer(longest, longer(step.retry().timeout(), step.retry().maxBackoff()));
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** The same saga with another deadline, or with none. */
    public Saga<D> withDeadline(@Nullable Duration other) {
        if (other != null) {
            RetryPolicy.mustBePositive("deadline", other);
        }
        return new Saga<>(name, version, startType, startWith, positions, other);
    }

    public @Nullable Step<D> stepNamed(String step) {
        return stepNamed.get(step);
    }

    public int positionOf(Step<D> step) {
        Integer position = positionOf.get(step.name());
        if (position == null) {
            throw new IllegalArgumentException("saga '" + name + "' has no step '" + step.name() + "'");
        }
        return position;
    }
}
