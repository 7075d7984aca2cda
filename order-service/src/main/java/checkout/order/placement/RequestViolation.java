package checkout.order.placement;

/** One thing that is wrong with a request, and what belongs there instead. */
record RequestViolation(String field, String message) {}
