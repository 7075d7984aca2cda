@org.jspecify.annotations.NullMarked
package checkout.messaging.metrics;
