package org.warmhandoff.fit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.DocumentReference;
import org.warmhandoff.disclosure.FormerDisclosure;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.record.RecordKind;

/**
 * Fits records to what partners take: the fullest form that a partner takes, and in it as much as
 * it takes. Pure: the same handover gives the same plan.
 */
public final class Fitting {

  private static final Map<Form, Shape> SHAPES =
      new EnumMap<>(
          Map.of(
              Form.GRAPH, new WholeGraph(),
              Form.SINGLE_WRITES, new OneByOne(),
              Form.PARTS, new DocumentWithParts(),
              Form.DOCUMENT, new DocumentAlone(),
              Form.MESSAGE, new MessageAlone(),
              Form.FHIR_MESSAGE, new FhirMessage(),
              Form.BY_HAND, Fitting::byHand));

  private final Mappings mappings;
  private final Program program;

  /** A fitting of what that program says, through these mappings of it. */
  public Fitting(Mappings mappings, Program program) {
    this.mappings = requireNonNull(mappings);
    this.program = requireNonNull(program);
  }

  /** What is written at the partner, in the fullest form that it takes. */
  public WritePlan plan(Handover handover) {
    return plan(handover, Form.GRAPH);
  }

  /**
   * The same in a form that is no fuller than that: what was written once is asked for in the form
   * in which it was written.
   */
  public WritePlan plan(Handover handover, Form atMost) {
    var sheet = new Sheet(mappings, program, handover);
    var why = new ArrayList<Choice>();
    for (var form : EnumSet.range(atMost, Form.BY_HAND)) {
      var draft = SHAPES.get(form).draft(sheet);
      why.add(new Choice(form, draft.steps().isPresent(), draft.why()));
      if (draft.steps().isPresent()) {
        return new WritePlan(
            form, draft.steps().get(), draft.leftOut().sorted(), draft.leftOut().stale(), why);
      }
    }
    throw new IllegalStateException("by hand is always possible");
  }

  /**
   * How a version is taken back of which nothing may be told any more, as far as the partner lets
   * it: no step writes what is not there.
   *
   * @param held as the partner holds, or may hold, it
   * @param patient the partner's own reference to the participant
   */
  public WritePlan withdraw(
      FormerDisclosure former, HeldEdition held, String patient, Offer offer) {
    var standing = mappings.retired(former, Audience.ANYBODY.as(patient));
    return SupersededResources.withdrawn(held, standing, program, patient, offer);
  }

  /** Of every form, from the top, whether a partner takes records of that kind in it, and why. */
  public List<Choice> explain(RecordKind kind, Offer offer) {
    return Explanation.of(kind, offer);
  }

  /**
   * The page that a person prints and hands over.
   *
   * @return the record's document as PDF, or as HTML where a PDF cannot show every character
   */
  public DocumentReference page(Handover handover) {
    return mappings.document(
        handover.disclosed(), handover.audience(), DocumentFormat.PDF, Optional.empty());
  }

  private static Draft byHand(Sheet sheet) {
    var selection = new Selection(sheet.items());
    selection.leaveOut(item -> true, "");
    return new SupersededResources(sheet).after(List.of(), selection.leftOut());
  }
}
