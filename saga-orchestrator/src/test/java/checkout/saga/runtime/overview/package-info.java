@org.jspecify.annotations.NullMarked
package checkout.saga.runtime.overview;
