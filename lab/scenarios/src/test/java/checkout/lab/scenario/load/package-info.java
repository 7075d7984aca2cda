@org.jspecify.annotations.NullMarked
package checkout.lab.scenario.load;
