package checkout.lab.scenario.context;

import checkout.lab.http.CallListener;
import checkout.lab.scenario.history.History;

/** Records calls in the history of a run under the name of who makes them. */
record HistoryOfCalls(History history, String by) implements CallListener {

    @Override
    public Call begin(String method, String path, String body) {
        History.Call call = history.begin(method + " " + path, by, null, null, body.isEmpty() ? null : body);
        return new Call() {
            @Override
            public void answered(int status, String answer) {
                call.answered(status, answer, null);
            }

            @Override
            public void notAnswered() {
                call.notAnswered();
            }
        };
    }
}
