/**
 * Runs sagas of any type on PostgreSQL and Kafka. An orchestrator declares a {@link checkout.saga.runtime.SagaType} bean for
 * each saga, {@link checkout.saga.runtime.SagaChannels} for its topics and a {@link checkout.saga.runtime.ReplyOutcomes}
 * that reads its participants' replies.
 */
@NullMarked
package checkout.saga.runtime;

import org.jspecify.annotations.NullMarked;
