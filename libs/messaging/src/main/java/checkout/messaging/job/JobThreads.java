package checkout.messaging.job;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * Gives every {@code @Scheduled} method a thread of its own, so that one that takes long, such as the deletion of a year's rows,
 * delays no other. Spring Boot's scheduler has one thread for all; with virtual threads it still has one for all that have a
 * fixed delay.
 */
public final class JobThreads implements SchedulingConfigurer, DisposableBean {
    private final ThreadPoolTaskScheduler threads = new ThreadPoolTaskScheduler();

    @Override
    public void configureTasks(ScheduledTaskRegistrar jobs) {
        int count = jobs.getFixedDelayTaskList().size()
                + jobs.getFixedRateTaskList().size()
                + jobs.getCronTaskList().size()
                + jobs.getTriggerTaskList().size();
        threads.setPoolSize(Math.max(1, count));
        threads.setThreadNamePrefix("job-");
        threads.setDaemon(true);
        threads.initialize();
        jobs.setTaskScheduler(threads);
    }

    @Override
    public void destroy() {
        threads.destroy();
    }
}
