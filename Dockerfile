# The image of each deployable; MODULE is its folder. It takes the jar that the build left in target/.

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
# what changes least comes first: a new build of the sources replaces the last layer only
COPY --from=unpacked /unpacked/layers/dependencies/ ./
COPY --from=unpacked /unpacked/layers/spring-boot-loader/ ./
COPY --from=unpacked /unpacked/layers/snapshot-dependencies/ ./
COPY --from=unpacked /unpacked/layers/application/ ./

# A container has an address of its own; who may reach it is decided where its port is published.
ENV SERVER_ADDRESS=0.0.0.0 SERVER_PORT=8080
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=10s --start-period=60s --retries=3 CMD ["bash", "/usr/local/bin/ready"]

# The heap follows the container's memory limit, and a process without memory ends instead of going on half-dead.
# More options: JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=45", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseCompactObjectHeaders", \
    "-Xss512k", "-XX:ReservedCodeCacheSize=64m", "-Duser.timezone=UTC", "-Djava.net.preferIPv4Stack=true", \
    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "app.jar"]
