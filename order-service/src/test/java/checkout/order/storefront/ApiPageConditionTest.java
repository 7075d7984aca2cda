package checkout.order.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** If this fails, the page that tries the API is served where nobody asked for it. */
class ApiPageConditionTest {
    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withUserConfiguration(ApiPage.class);

    @Test
    void isServedOnlyIfTheSettingsSaySo() {
        service.run(context -> assertThat(context).doesNotHaveBean(ApiPage.class));
        service.withPropertyValues("checkout.docs.interactive=false")
                .run(context -> assertThat(context).doesNotHaveBean(ApiPage.class));
        // made, but for the session that it needs
        service.withPropertyValues("checkout.docs.interactive=true")
                .run(context -> assertThat(context).hasFailed());
    }
}
