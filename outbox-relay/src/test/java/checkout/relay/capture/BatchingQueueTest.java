package checkout.relay.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.base.QueueProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Red here: the engine does not start, because it finds its queue by a service file that names another class. */
class BatchingQueueTest {

    @Test
    void isRegisteredAsAServiceUnderItsName() {
        assertThat(ServiceLoader.load(QueueProvider.class).stream().map(ServiceLoader.Provider::get))
                .anySatisfy(queue -> {
                    assertThat(queue).isInstanceOf(BatchingQueue.class);
                    assertThat(queue.name()).isEqualTo(BatchingQueue.NAME);
                });
    }
}
