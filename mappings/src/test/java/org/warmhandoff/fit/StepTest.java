package org.warmhandoff.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Write;

class StepTest {

  private final Task task = new Task().setFocus(to("request")).setFor(new Reference("Patient/123"));
  private final Step step = new Step(task, name("task"), Way.SEARCH_THEN_CREATE, true);

  @Test
  void aReferenceLeadsToWhatWasWritten() {
    var sent = (Task) step.resolve(Map.of(url("request"), "ServiceRequest/77"));

    assertThat(sent.getFocus().getReference()).isEqualTo("ServiceRequest/77");
    assertThat(sent.getFocus().getIdentifier().getValue()).isEqualTo("request");
    assertThat(sent.getFor().getReference()).isEqualTo("Patient/123");
    assertThat(task.getFocus().getReference()).isEqualTo(url("request"));
  }

  @Test
  void aReferenceToWhatWasNotWrittenSaysOnlyWhatItMeans() {
    var sent = (Task) step.resolve(Map.of());

    assertThat(sent.getFocus().hasReference()).isFalse();
    assertThat(sent.getFocus().getIdentifier().getValue()).isEqualTo("request");
    assertThat(sent.getFocus().getDisplay()).isEqualTo("request");
    assertThat(sent.getFor().getReference()).isEqualTo("Patient/123");
  }

  @Test
  void whatIsReferredToIsWrittenBeforeWhatRefersToIt() {
    var ordered = Order.of(List.of(item("a", "b"), item("b", "c"), item("c")), Set.of());

    assertThat(ordered).extracting(StepTest::nameOf).containsExactly("c", "b", "a");
    assertThat(References.of(ordered.get(2).resource())).containsExactly(url("b"));
  }

  @Test
  void inACircleTheOneThatMostWaitForIsWrittenFirstAndItsReferenceLeadsNowhere() {
    var ordered =
        Order.of(
            List.of(item("task", "plan"), item("plan", "task"), item("deed", "plan")), Set.of());

    assertThat(ordered).extracting(StepTest::nameOf).containsExactly("plan", "task", "deed");
    assertThat(References.of(ordered.get(0).resource())).isEmpty();
    assertThat(References.of(ordered.get(1).resource())).containsExactly(url("plan"));
  }

  @Test
  void whatIsThereBeforeAllOfThemCanBeReferredTo() {
    var ordered = Order.of(List.of(item("a", "document", "nowhere")), Set.of(url("document")));

    assertThat(References.of(ordered.get(0).resource())).containsExactly(url("document"));
  }

  private static Item item(String name, String... others) {
    var task = new Task();
    List.of(others).forEach(other -> task.addBasedOn(to(other)));
    return new Item(task, Write.UPDATE, name(name), url(name), false, false);
  }

  private static String nameOf(Item item) {
    return item.identifier().getValue();
  }

  private static Reference to(String name) {
    return new Reference(url(name)).setIdentifier(name(name)).setDisplay(name);
  }

  private static String url(String name) {
    return Entry.fullUrl(name(name));
  }

  private static Identifier name(String name) {
    return new Identifier().setSystem("https://somebody.example/things").setValue(name);
  }
}
