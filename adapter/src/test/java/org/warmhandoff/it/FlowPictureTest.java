package org.warmhandoff.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;

/** The picture of the line in {@code docs/flow.txt} shows the line as it runs. */
class FlowPictureTest {

  private static final Path PICTURE = Path.of("../docs/flow.txt");
  private static final List<String> IN_TRAVELLING_ORDER =
      List.of(
          "inbox",
          "intake",
          "share",
          "poll",
          "mend",
          "claim",
          "deliver",
          "sync-back",
          "changes",
          "tell",
          "keep-events",
          "subscribe",
          "events",
          "reconcile",
          "drill",
          "end-drills",
          "attend",
          "ask",
          "consent-days",
          "consent-day");

  @TempDir private Path home;

  /** The webhook has the name of a partner, so that its route is told apart like theirs. */
  private Setting setting() {
    return Setting.alone(home)
        .inbox("1m")
        .events(
            "webhooks:",
            "  - name: psychiatry",
            "    url: http://127.0.0.1:1/events",
            "    secrets: [whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3]");
  }

  @Test
  void theFlowPictureShowsTheRoutesAsTheyRun() throws IOException {
    try (var adapter = Adapter.start(setting().config())) {
      var picture = picture(adapter.part(CamelContext.class));
      if ("write".equals(System.getProperty("golden"))) {
        Files.createDirectories(PICTURE.getParent());
        Files.writeString(PICTURE, picture);
      }
      assertThat(picture).isEqualTo(Files.readString(PICTURE, UTF_8));
    }
  }

  @Test
  void everyRouteIsInThePicture() {
    try (var adapter = Adapter.start(setting().config())) {
      var camel = (ModelCamelContext) adapter.part(CamelContext.class);

      assertThat(camel.getRouteDefinitions().stream().map(RouteDefinition::getRouteId))
          .allSatisfy(
              route ->
                  assertThat(IN_TRAVELLING_ORDER)
                      .as("the routes of the picture; %s is another", route)
                      .anyMatch(name -> isNamed(route, name)));
    }
  }

  private static boolean isNamed(String route, String name) {
    return route.equals(name)
        || SharedPartners.NAMES.stream().anyMatch(partner -> route.equals(name + "-" + partner));
  }

  /** Every partner has the same routes; they are shown once. */
  private static String picture(CamelContext camel) {
    var routes = ((ModelCamelContext) camel).getRouteDefinitions();
    return IN_TRAVELLING_ORDER.stream()
        .map(
            name ->
                routes.stream()
                    .map(FlowPictureTest::line)
                    .filter(
                        line ->
                            line.startsWith(name + " ")
                                || line.startsWith(name + "-PARTNER")
                                || line.startsWith(name + "-WEBHOOK"))
                    .distinct()
                    .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private static String line(RouteDefinition route) {
    var from = route.getInput().getEndpointUri().split("\\?", 2)[0];
    var steps =
        route.getOutputs().stream()
            .flatMap(FlowPictureTest::steps)
            .collect(Collectors.joining(" > "));
    var line = "%-16s %s > %s".formatted(neutral(route.getRouteId()), from, steps);
    return neutral(line).strip() + "\n";
  }

  private static Stream<String> steps(ProcessorDefinition<?> step) {
    if (step instanceof OnExceptionDefinition) {
      return Stream.empty();
    }
    var name = step.hasCustomIdAssigned() ? step.getId() : step.getShortName();
    return Stream.concat(
        Stream.of(name), step.getOutputs().stream().flatMap(FlowPictureTest::steps));
  }

  private static String neutral(String text) {
    var neutral = text.replaceAll("file:[^ ]*", "file:INBOX").replaceAll(":(?=PARTNER)", "-");
    for (var partner : SharedPartners.NAMES) {
      neutral = neutral.replace("-" + partner, "-PARTNER").replace(":" + partner, "");
    }
    return neutral.replace("tell-PARTNER", "tell-WEBHOOK");
  }
}
