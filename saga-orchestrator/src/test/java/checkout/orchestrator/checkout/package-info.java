@org.jspecify.annotations.NullMarked
package checkout.orchestrator.checkout;
