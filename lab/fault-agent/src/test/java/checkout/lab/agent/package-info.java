@org.jspecify.annotations.NullMarked
package checkout.lab.agent;
