package checkout.saga.engine.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds a saga from its list of steps, and refuses a list that cannot be carried out. */
public final class SagaBuilder<D> {

    private final String name;
    private final int version;
    private final Class<?> startType;
    private final Function<Object, D> startWith;
    private final List<StepGroup<D>> positions = new ArrayList<>();
    private @Nullable Duration deadline;

    SagaBuilder(String name, int version, Class<?> startType, Function<Object, D> startWith, Step<D> start) {
        this.name = name;
        this.version = version;
        this.startType = startType;
        this.startWith = startWith;
        positions.add(new StepGroup<>(Saga.START, List.of(start)));
    }

    /** The start is done when the saga begins, and its undo is the last one. */
    static <D> Step<D> start(List<StepOption<D>> options) {
        return step(
                Saga.START,
                data -> {
                    throw new IllegalStateException("Indicates a bug: the start of a saga is never sent");
                },
                options);
    }

    static <D> Step<D> step(String name, Function<D, ?> command, List<StepOption<D>> options) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a step must have a name");
        }
        StepDraft<D> draft = new StepDraft<>();
        options.forEach(option -> option.applyTo(draft));
        return draft.build(name, command);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final SagaBuilder<D> step(String name, Function<D, ?> command, StepOption<D>... options) {
        positions.add(new StepGroup<>(name, List.of(step(name, command, List.of(options)))));
        return this;
    }

    /** Steps that run at the same time; the saga continues when all are done, and undoes them together. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final SagaBuilder<D> group(String name, Step<D>... steps) {
        if (steps.length < 2) {
            throw new IllegalArgumentException("group '" + name + "' must have at least two steps");
        }
        positions.add(new StepGroup<>(name, List.of(steps)));
        return this;
    }

    /** How long the saga may take until it only goes forward or ends; after that time it is undone. */
    public SagaBuilder<D> deadline(Duration deadline) {
        RetryPolicy.mustBePositive("deadline", deadline);
        this.deadline = deadline;
        return this;
    }

    public Saga<D> build() {
        SagaRules.check(name, positions);
        return new Saga<>(name, version, startType, startWith, positions, deadline);
    }
}
