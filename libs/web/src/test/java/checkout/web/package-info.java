@org.jspecify.annotations.NullMarked
package checkout.web;
