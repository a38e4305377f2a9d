package org.warmhandoff.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentReferenceContentComponent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.content.TestWords;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.Participant;
import org.warmhandoff.terminology.Code;

/**
 * Marks each resource that tells of a participant who is there for tests, so that neither a machine
 * nor a person takes it for somebody in danger: the label <a
 * href="https://terminology.hl7.org/CodeSystem-v3-ActReason.html">HTEST</a>, and the words first in
 * what is read.
 */
public final class TestMark {

  private static final Code TEST =
      new Code("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST", "test health data");

  private TestMark() {}

  /** Whether it carries the label. */
  public static boolean isOn(Meta meta) {
    return meta.getSecurity(TEST.system(), TEST.code()) != null;
  }

  /** Whether it carries the label; a document may in {@code securityLabel} as well. */
  public static boolean isLabelled(DomainResource resource) {
    return isOn(resource.getMeta())
        || (resource instanceof DocumentReference document
            && document.getSecurityLabel().stream()
                .anyMatch(label -> label.hasCoding(TEST.system(), TEST.code())));
  }

  /** Whether somebody who reads what it shows sees the words: in lists, its narrative or a page. */
  public static boolean isWorded(DomainResource resource) {
    var text = resource.getText();
    return (text.hasDiv() && TestWords.areIn(text.getDivAsString()))
        || read(resource).anyMatch(TestWords::areIn);
  }

  /** What people read of it beside its narrative; may hold null. */
  private static Stream<String> read(DomainResource resource) {
    if (resource instanceof CarePlan plan) {
      return Stream.of(plan.getTitle(), plan.getDescription());
    } else if (resource instanceof Flag flag) {
      return read(flag.getCode());
    } else if (resource instanceof ServiceRequest request) {
      return Stream.of(
              read(request.getCode()),
              Stream.of(request.getPatientInstruction()),
              request.getNote().stream().map(Annotation::getText))
          .flatMap(all -> all);
    } else if (resource instanceof Task task) {
      return Stream.of(task.getDescription());
    } else if (resource instanceof DocumentReference document) {
      return Stream.concat(
          Stream.of(document.getDescription()),
          document.getContent().stream()
              .map(DocumentReferenceContentComponent::getAttachment)
              .flatMap(TestMark::read));
    }
    return Stream.empty();
  }

  private static Stream<String> read(CodeableConcept code) {
    return Stream.concat(
        Stream.of(code.getText()), code.getCoding().stream().map(Coding::getDisplay));
  }

  /** A page is text, or HTML, in which the words stand as they are. */
  private static Stream<String> read(Attachment page) {
    return page.hasData()
        ? Stream.of(page.getTitle(), new String(page.getData(), UTF_8))
        : Stream.of(page.getTitle());
  }

  static Graph on(Graph graph, Participant participant) {
    on(graph.entries(), participant);
    return graph;
  }

  static List<Entry> on(List<Entry> entries, Participant participant) {
    entries.forEach(entry -> on(entry.resource(), participant));
    return entries;
  }

  /** The same resource, marked where the participant is there for tests. */
  static <R extends DomainResource> R on(R resource, Participant participant) {
    if (participant.forTests() && !isOn(resource.getMeta())) {
      resource.getMeta().addSecurity(TEST.coding());
      inElements(resource);
      inNarrative(resource);
    }
    return resource;
  }

  /** What lists show of a resource, without its narrative. */
  private static void inElements(DomainResource resource) {
    if (resource instanceof CarePlan plan && plan.hasTitle()) {
      plan.setTitle(TestWords.before(plan.getTitle()));
    } else if (resource instanceof Flag flag && flag.hasCode()) {
      flag.getCode().setText(TestWords.WORDS); // and not whom to call
    } else if (resource instanceof ServiceRequest request && request.hasReasonCode()) {
      request.getCode().setText(TestWords.before(request.getCode().getText()));
      request.setPatientInstruction(TestWords.WORDS);
      request.getNote().add(0, Fhir.note(TestWords.WORDS));
    } else if (resource instanceof Task task && task.hasDescription()) {
      task.setDescription(TestWords.before(task.getDescription()));
    } else if (resource instanceof DocumentReference document) {
      document.addSecurityLabel().addCoding(TEST.coding());
    }
  }

  private static void inNarrative(DomainResource resource) {
    var text = resource.getText();
    if (text.hasDiv() && !text.getDivAsString().contains(TestWords.WORDS)) {
      resource.setText(Narratives.marked(text, TestWords.WORDS));
    }
  }
}
