package checkout.order.overdue;

/** What is overdue. */
enum OverdueKind {
    ORDER,
    RETURN
}
