package checkout.web.signin;

import java.security.Principal;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A process with a page and an API, as small as one can be. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class PagesService {
    @Bean
    SecurityFilterChain rules(HttpSecurity http, SignInSecurity security) {
        return security.users(http)
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers(HttpMethod.GET, "/", "/v1/**", "/console/**")
                                .hasRole("viewer")
                                .requestMatchers(HttpMethod.POST, "/v1/**")
                                .hasRole("operator")
                                .anyRequest()
                                .denyAll())
                .build();
    }

    @RestController
    static class Things {
        @GetMapping({"/", "/console/things"})
        String page() {
            return "<p>page</p>";
        }

        @GetMapping("/v1/things")
        String list(Principal who) {
            return "seen by " + who.getName();
        }

        @PostMapping("/v1/things")
        String add(Principal who) {
            return "added by " + who.getName();
        }
    }
}
