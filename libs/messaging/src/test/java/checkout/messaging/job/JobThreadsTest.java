package checkout.messaging.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Red here: a retention that takes long keeps the other jobs of its service waiting. */
class JobThreadsTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJobThatTakesLongDelaysNoOther(boolean virtualThreads) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TaskSchedulingAutoConfiguration.class))
                .withPropertyValues("spring.threads.virtual.enabled=" + virtualThreads)
                .withUserConfiguration(Jobs.class)
                .run(context -> {
                    Jobs jobs = context.getBean(Jobs.class);
                    try {
                        assertThat(jobs.slowBegan.await(10, TimeUnit.SECONDS)).isTrue();
                        assertThat(jobs.otherRan.await(10, TimeUnit.SECONDS)).isTrue();
                        assertThat(jobs.thirdRan.await(10, TimeUnit.SECONDS)).isTrue();
                    } finally {
                        jobs.end.countDown();
                    }
                });
    }

    @Configuration
    @EnableScheduling
    static class Jobs {
        final CountDownLatch slowBegan = new CountDownLatch(1);
        final CountDownLatch otherRan = new CountDownLatch(3);
        final CountDownLatch thirdRan = new CountDownLatch(3);
        final CountDownLatch end = new CountDownLatch(1);

        @Bean
        static JobThreads jobThreads() {
            return new JobThreads();
        }

        @Scheduled(fixedDelay = 10)
        void slow() throws InterruptedException {
            slowBegan.countDown();
            end.await();
        }

        @Scheduled(fixedDelay = 10)
        void other() {
            otherRan.countDown();
        }

        @Scheduled(fixedRate = 10)
        void third() {
            thirdRan.countDown();
        }
    }
}
