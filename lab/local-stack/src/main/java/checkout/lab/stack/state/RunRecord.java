package checkout.lab.stack.state;

/** Says that the stack is meant to be running, and on which ports. */
public record RunRecord(int portOffset, String startedAt) {}
