@org.jspecify.annotations.NullMarked
package checkout.saga.runtime.drive;
