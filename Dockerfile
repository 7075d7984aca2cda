# Builds the image of one deployable from the jar in target/; MODULE is the folder of its module.

FROM eclipse-temurin:25-jre AS unpacked
ARG MODULE
WORKDIR /unpacked
COPY ${MODULE}/target/*.jar app.jar
RUN java -Djarmode=tools -jar app.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin checkout \
    && install -d -o checkout -g checkout /data
COPY docker/ready /usr/local/bin/ready
WORKDIR /app
# the layers that change least come first, so that a new build replaces only the last one
COPY --from=unpacked /unpacked/layers/dependencies/ ./
COPY --from=unpacked /unpacked/layers/spring-boot-loader/ ./
COPY --from=unpacked /unpacked/layers/snapshot-dependencies/ ./
COPY --from=unpacked /unpacked/layers/application/ ./

# Listens on the container's address; the published port decides who can reach it.
ENV SERVER_ADDRESS=0.0.0.0 SERVER_PORT=8080
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=10s --start-period=60s --retries=3 CMD ["bash", "/usr/local/bin/ready"]

# The heap is a share of the container's memory limit; a process that runs out of memory exits instead of continuing in a
# broken state. JDK_JAVA_OPTIONS adds options.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=45", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseCompactObjectHeaders", \
    "-Xss512k", "-XX:ReservedCodeCacheSize=64m", "-Duser.timezone=UTC", "-Djava.net.preferIPv4Stack=true", \
    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "app.jar"]
