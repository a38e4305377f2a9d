package org.warmhandoff.fit;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.base.Write;

/**
 * What is written at a partner, and how.
 *
 * @param steps in the order in which they are written; none for {@link Form#BY_HAND}
 * @param leftOut what the partner does not get in its own kind, sorted: a type, with how many there
 *     are if more than one, and why; or an element. Holds no PHI
 * @param stale what of that is an earlier version which stays there as if it held
 * @param why what was found of each form, from the top to the one that was chosen
 */
public record WritePlan(
    Form form, List<Step> steps, List<String> leftOut, List<String> stale, List<Choice> why) {

  public WritePlan {
    requireNonNull(form);
    steps = List.copyOf(steps);
    leftOut = List.copyOf(leftOut);
    stale = List.copyOf(stale);
    why = List.copyOf(why);
  }

  /** The step that the receipt names; empty where nothing is written. */
  public Optional<Step> main() {
    return steps.stream().filter(Step::main).findFirst();
  }

  /**
   * The steps of a graph as one transaction. What must be read before it can be written is not in
   * it: {@link Way#SUPERSEDE} comes after.
   *
   * @throws IllegalStateException if this is no graph
   */
  public Bundle transaction() {
    requireForm(Form.GRAPH);
    return new Graph(steps.stream().flatMap(WritePlan::entry).toList()).transaction();
  }

  /**
   * The steps of a FHIR message, its header first.
   *
   * @throws IllegalStateException if this is none
   * @see <a href="https://hl7.org/fhir/R4/messaging.html">Messaging</a>
   */
  public Bundle message() {
    requireForm(Form.FHIR_MESSAGE);
    var message = new Bundle().setType(BundleType.MESSAGE);
    steps.stream()
        .filter(step -> step.way() == Way.IN_MESSAGE)
        .forEach(
            step -> message.addEntry().setFullUrl(step.fullUrl()).setResource(step.resource()));
    return message;
  }

  private void requireForm(Form wanted) {
    if (form != wanted) {
      throw new IllegalStateException("a plan for " + form + " is no " + wanted);
    }
  }

  private static Stream<Entry> entry(Step step) {
    return write(step.way())
        .map(write -> new Entry(step.resource(), write, step.identifier()))
        .stream();
  }

  private static Optional<Write> write(Way way) {
    return switch (way) {
      case CONDITIONAL_UPDATE -> Optional.of(Write.UPDATE);
      case CONDITIONAL_CREATE -> Optional.of(Write.CREATE_ONCE);
      case AT_OWN_ID -> Optional.of(Write.AT_OWN_ID);
      case SEARCH_THEN_WRITE, SEARCH_THEN_CREATE, UPDATE_IF_THERE, SUPERSEDE, IN_MESSAGE ->
          Optional.empty();
    };
  }
}
