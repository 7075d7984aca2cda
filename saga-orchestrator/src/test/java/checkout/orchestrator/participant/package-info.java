@org.jspecify.annotations.NullMarked
package checkout.orchestrator.participant;
