package checkout.saga.testkit;

import checkout.saga.engine.definition.Saga;
import checkout.saga.testkit.matrix.FaultMatrix;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Every fault at every step of a saga: refused, timed out, answered late or out of order, cancelled, past its deadline,
 * each with every fault of every undo, with duplicate messages, and with a crash before and after every commit.
 */
public final class SagaMatrix<D> {

    private final Saga<D> saga;
    private final Object startEvent;
    private final Map<String, Object> replies;

    private SagaMatrix(Saga<D> saga, Object startEvent, Map<String, Object> replies) {
        this.saga = saga;
        this.startEvent = startEvent;
        this.replies = Map.copyOf(replies);
    }

    public static <D> SagaMatrix<D> of(Saga<D> saga, Object startEvent) {
        return new SagaMatrix<>(saga, startEvent, Map.of());
    }

    /** What a done-reply of a step carries; needed for each step with {@code onReply(..)}. */
    public SagaMatrix<D> replying(String step, Object payload) {
        Map<String, Object> more = new HashMap<>(replies);
        more.put(step, payload);
        return new SagaMatrix<>(saga, startEvent, more);
    }

    /** One test for each kind of fault, to be returned from a method with {@code @TestFactory}. */
    public Stream<DynamicTest> everyFaultAtEveryStep() {
        return matrix().tests();
    }

    /** How many cases the tests run. */
    public int size() {
        return matrix().size();
    }

    private FaultMatrix<D> matrix() {
        return new FaultMatrix<>(saga, startEvent, replies);
    }
}
