package checkout.testinfra;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Counts the SQL statements that HTTP requests execute. A test imports it, so that it wraps the data source of the service;
 * statements of jobs and consumers, which run in threads of their own, do not count.
 */
public final class CountedStatements implements BeanPostProcessor {
    private static final List<String> REQUEST_THREADS = List.of("tomcat-handler", "http-nio");

    private final List<String> executed = new CopyOnWriteArrayList<>();
    private volatile @Nullable Thread caller;

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof DataSource dataSource ? counting(dataSource) : bean;
    }

    /** Counts the statements of these connections. */
    public DataSource counting(DataSource dataSource) {
        return new CountingDataSource(dataSource);
    }

    /** The statements that requests, and the calling thread itself, execute while the action runs. */
    public List<String> during(Runnable action) {
        executed.clear();
        caller = Thread.currentThread();
        try {
            action.run();
            return List.copyOf(executed);
        } finally {
            caller = null;
        }
    }

    private void count(String sql) {
        Thread thread = Thread.currentThread();
        if (thread == caller || REQUEST_THREADS.stream().anyMatch(thread.getName()::startsWith)) {
            executed.add(sql);
        }
    }

    /** Looks like the data source itself to whoever unwraps it, as the migrations do. */
    private final class CountingDataSource extends DelegatingDataSource {
        CountingDataSource(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return counting(super.getConnection());
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return counting(super.getConnection(username, password));
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return obtainTargetDataSource().unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return obtainTargetDataSource().isWrapperFor(type);
        }
    }

    private Connection counting(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            @Nullable Object result = invoke(connection, method, arguments);
            if (result instanceof Statement statement) {
                String prepared = arguments == null ? null : (String) arguments[0];
                return counting(
                        statement,
                        method.getReturnType(),
                        method.getName().equals("createStatement") ? null : prepared);
            }
            return result;
        });
    }

    private Object counting(Statement statement, Class<?> type, @Nullable String prepared) {
        return proxy(type, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                count(prepared == null ? String.valueOf(arguments[0]) : prepared);
            }
            return invoke(statement, method, arguments);
        });
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(CountedStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
