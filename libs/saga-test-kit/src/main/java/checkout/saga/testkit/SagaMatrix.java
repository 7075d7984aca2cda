package checkout.saga.testkit;

import checkout.saga.engine.definition.Saga;
import checkout.saga.testkit.matrix.FaultMatrix;
import checkout.saga.testkit.matrix.MatrixOptions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Every fault at every step of a saga: refused, timed out, answered late or out of order, cancelled, past its deadline,
 * each with every fault of every undo, with duplicate messages, and with a crash before and after every commit.
 */
public final class SagaMatrix<D> {

    private final Saga<D> saga;
    private final Object startEvent;
    private final MatrixOptions options;

    private SagaMatrix(Saga<D> saga, Object startEvent, MatrixOptions options) {
        this.saga = saga;
        this.startEvent = startEvent;
        this.options = options;
    }

    public static <D> SagaMatrix<D> of(Saga<D> saga, Object startEvent) {
        return new SagaMatrix<>(saga, startEvent, MatrixOptions.DEFAULT);
    }

    /** What a done-reply of a step carries; needed for each step with {@code onReply(..)}. */
    public SagaMatrix<D> replying(String step, Object payload) {
        return new SagaMatrix<>(saga, startEvent, options.replying(step, payload));
    }

    /** The reason of all refusals; needed where an undo reads it, such as into an enum. */
    public SagaMatrix<D> refusing(String reason) {
        return new SagaMatrix<>(saga, startEvent, options.refusing(reason));
    }

    /** Leaves cancellations out, for a saga that no message cancels. */
    public SagaMatrix<D> notCancellable() {
        return new SagaMatrix<>(saga, startEvent, options.notCancellable());
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
        return new FaultMatrix<>(saga, startEvent, options);
    }
}
