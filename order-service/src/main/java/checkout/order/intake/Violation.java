package checkout.order.intake;

/** One thing that is wrong with a request, and what belongs there instead. */
record Violation(String field, String message) {}
